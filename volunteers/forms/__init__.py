"""Forms of the application and of the desk."""
