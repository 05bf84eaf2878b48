"""The words of the two vocabularies: (slug, Chinese, English). Slugs stand in addresses and never change."""

AUDIENCES = [
    ("left-behind", "留守儿童", "Left-behind children"),
    ("difficulty-family", "家庭有困难", "Children whose family is in difficulty"),
    ("difficulty-own", "残疾或重病", "Children with a disability or serious illness"),
    ("difficulty-guardianship", "没人能照顾", "Children without a guardian's care"),
    ("guardian", "家长和照护人", "Parents and carers"),
    ("volunteer", "志愿者", "Volunteers"),
]
TOPICS = [
    ("living", "生活补贴", "Living allowance"),
    ("education", "上学", "School"),
    ("health", "看病和康复", "Health"),
    ("psychological", "心理", "Mental health"),
    ("safety", "安全", "Safety"),
    ("guardianship", "监护和照护", "Guardianship and care"),
    ("volunteering", "志愿服务", "Volunteering"),
    ("law", "法律权益", "Law and rights"),
]
