"""How people sign in: allauth by e-mail with codes, a second factor, passwords hashed with Argon2."""

from . import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_login"
LOGOUT_REDIRECT_URL = "/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAILUSERS_PASSWORD_ENABLED = False

ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
# One address for each account; another one takes its place when a code has proved it.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# A code must survive a slow mail server and an old phone; three wrong tries end it.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_PREVENT_ENUMERATION = True
# Nothing is sent to them: the adapter writes a decoy, so that a page works as long for them as for known ones.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Digits are easy on any keyboard; eight of them, as wrong tries are limited to some a day (decision 0017).
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 8}
# By key allauth refuses everybody alike: a stranger who guesses would lock the owner out. accounts.sign_in counts what
# is tried for an address, apart for browsers in which the owner is known; here only what comes from one network.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip",
    "reset_password": "20/m/ip",
    "request_login_code": "20/m/ip",
    "confirm_email": "1/10s/key,10/d/key",
}
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.LoginForm",
    "add_email": "portal.accounts.forms.ChangeAddressForm",
    "signup": "portal.accounts.forms.SignupForm",
    "reset_password": "portal.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "portal.accounts.forms.SetNewPasswordForm",
    "change_password": "portal.accounts.forms.ChangePasswordForm",
    "reauthenticate": "portal.accounts.forms.ReauthenticateForm",
    "request_login_code": "portal.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "portal.accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "portal.accounts.forms.ConfirmEmailForm",
    "confirm_password_reset_code": "portal.accounts.forms.ConfirmResetForm",
}

MFA_ADAPTER = "portal.accounts.mfa.MFAAdapter"
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.AuthenticateForm",
    "reauthenticate": "portal.accounts.forms.ReauthenticateFactorForm",
    "activate_totp": "portal.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "portal.accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "portal.accounts.forms.EditWebAuthnForm",
}
MFA_TOTP_ISSUER = "Tongxin"
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]

# The number of proxies in front of us. Wrong: all users share one rate limit, or one user dodges it.
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("TONGXIN_PROXY_COUNT", 0)
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
# Staff are signed out when they did nothing for so long.
TONGXIN_STAFF_IDLE_MINUTES = env.integer("TONGXIN_STAFF_IDLE_MINUTES", 30)
# By which a browser is known again; it signs nobody in.
TONGXIN_DEVICE_COOKIE = "device"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
