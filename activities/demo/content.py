"""The texts of the demo: places of Yunhe county and what happens there. All invented, offices and phones too."""

from __future__ import annotations

from dataclasses import dataclass

from ..enums import Action, PlaceKind, RoomKind, SessionKind

MORNING = ["08:30", "11:30"]
AFTERNOON = ["13:30", "17:00"]
ALL_DAY = ["09:00", "17:00"]
WEEKEND = [[], [], [], [], [], [ALL_DAY], [ALL_DAY]]
WEDNESDAY_ON = [[], [], [ALL_DAY], [ALL_DAY], [ALL_DAY], [ALL_DAY], [ALL_DAY]]
WORKDAYS = [[MORNING, AFTERNOON]] * 5 + [[], []]
THREE_ROOMS = [("图书室", RoomKind.LIBRARY), ("亲情室", RoomKind.FAMILY), ("活动室", RoomKind.ACTIVITY)]


@dataclass(frozen=True)
class DemoPlace:
    """One place; `township` is its code, the area is the township's first village."""

    slug: str
    name: str
    township: str
    kind: str
    address: str
    hours: list[list[list[str]]]
    stars: int | None
    summary: str
    name_en: str
    summary_en: str
    directions: str


PLACES = [
    DemoPlace(
        "shitang",
        "石塘镇儿童之家",
        "331125106",
        PlaceKind.HOME,
        "石塘镇文化礼堂一楼",
        WEDNESDAY_ON,
        4,
        "文化礼堂的一楼，门口有一棵老樟树。放学后可以来写作业、看书，也可以在亲情室给爸爸妈妈打视频电话。",
        "Shitang Children's Home",
        "In the village hall, beside an old camphor tree. Homework and books after school, and video calls to parents.",
        "石塘镇公交站下车，往文化礼堂方向走三分钟。门口没有台阶，轮椅和童车都能进。",
    ),
    DemoPlace(
        "chongtou",
        "崇头镇儿童之家",
        "331125105",
        PlaceKind.HOME,
        "崇头镇中心小学旁",
        WEEKEND,
        3,
        "挨着小学，周末开放。后院有一小块菜地，孩子们自己种番茄。",
        "Chongtou Children's Home",
        "Next to the primary school, open at weekends. The children grow tomatoes in the yard.",
        "崇头镇中心小学大门右手边的小院，校车站就在对面。",
    ),
    DemoPlace(
        "jinshuitan",
        "紧水滩镇儿童之家",
        "331125107",
        PlaceKind.HOME,
        "紧水滩镇便民服务中心二楼",
        WEEKEND,
        3,
        "从窗口看得见水库。这里常办安全课：防溺水、防火、走路乘车。",
        "Jinshuitan Children's Home",
        "With a view of the reservoir. Safety lessons are often held here: water, fire, roads.",
        "紧水滩镇便民服务中心二楼，一楼有电梯。码头来的客人走五分钟。",
    ),
    DemoPlace(
        "wuxi",
        "雾溪畲族乡童心港湾",
        "331125201",
        PlaceKind.HARBOUR,
        "雾溪畲族乡文化站",
        WEEKEND,
        None,
        "童伴妈妈每个周末都在。一起唱山歌、学织彩带。",
        "Wuxi Tongxin Harbour",
        "A carer is here every weekend. We sing mountain songs and learn to weave ribbons.",
        "雾溪畲族乡文化站院内，门前可以停车。",
    ),
    DemoPlace(
        "anxi",
        "安溪畲族乡童心港湾",
        "331125202",
        PlaceKind.HARBOUR,
        "安溪畲族乡卫生院旁",
        WEEKEND,
        None,
        "小小的两间屋，有书、有积木，还有一部可以免费打给家里的电话。",
        "Anxi Tongxin Harbour",
        "Two small rooms with books, building blocks and a free telephone to call home.",
        "",
    ),
    DemoPlace(
        "chishi",
        "赤石乡儿童之家",
        "331125206",
        PlaceKind.HOME,
        "赤石乡政府对面",
        WEDNESDAY_ON,
        3,
        "老供销社改的，屋子大，下雨天也能跑跳。",
        "Chishi Children's Home",
        "A former shop with a large hall: room to run even when it rains.",
        "赤石乡政府对面，老供销社的木门。",
    ),
    DemoPlace(
        "youth-palace",
        "云和县青少年宫",
        "331125001",
        PlaceKind.YOUTH_PALACE,
        "浮云街道中山街",
        WEDNESDAY_ON,
        5,
        "有舞蹈室、画室和小剧场。假期营地在这里举办，各乡镇的孩子都可以报名。",
        "Yunhe Youth Palace",
        "Dance room, art room and a small stage. Holiday camps for children of all townships are held here.",
        "浮云街道中山街，公交车“青少年宫”站下车就到。",
    ),
    DemoPlace(
        "counselling",
        "童心心理咨询室",
        "331125002",
        PlaceKind.COUNSELLING,
        "元和街道社区服务中心三楼",
        WORKDAYS,
        None,
        "孩子和家人都可以来聊聊。谈话内容保密，先打电话约个时间。",
        "Tongxin Counselling Room",
        "Children and families can come and talk; what is said stays here. Please ring first.",
        "元和街道社区服务中心三楼，有电梯。",
    ),
]


@dataclass(frozen=True)
class DemoSession:
    """A kind of session that is held again and again."""

    title: str
    kind: str
    action: str
    ages: tuple[int | None, int | None]
    hour: int
    minutes: int
    children: int
    summary: str
    bring: str
    family: str
    title_en: str
    summary_en: str


SESSIONS = [
    DemoSession(
        "周末作业辅导班",
        SessionKind.TUTORING,
        Action.HELP,
        (7, 12),
        14,
        120,
        12,
        "两位大人陪着写作业，不会的题讲到会。写完可以看书、下棋。",
        "作业和文具，水杯。",
        "送到门口，16:00 来接。",
        "Weekend homework class",
        "Two adults help with homework until it is understood. Afterwards there are books and chess.",
    ),
    DemoSession(
        "亲情连线一小时",
        SessionKind.FAMILY_VIDEO,
        Action.GUARDIANSHIP,
        (None, None),
        16,
        60,
        8,
        "在亲情室和外地的爸爸妈妈视频。一个孩子十分钟，有人帮忙拨号。",
        "爸爸妈妈的手机号。",
        "请提前告诉爸爸妈妈几点等电话。",
        "Family video hour",
        "Video calls with parents who work away: ten minutes a child, with someone to help.",
    ),
    DemoSession(
        "消防安全小课堂",
        SessionKind.SAFETY_LESSON,
        Action.SAFETY,
        (6, 14),
        9,
        90,
        16,
        "消防员叔叔来教：火灾怎么跑，119 怎么打，灭火器怎么用。",
        "穿运动鞋。",
        "",
        "Fire safety lesson",
        "A firefighter shows how to get out, how to call 119 and how to use an extinguisher.",
    ),
    DemoSession(
        "一起读绘本",
        SessionKind.READING,
        Action.SPIRIT,
        (3, 7),
        10,
        60,
        8,
        "围坐着读三本书，再画一画最喜欢的一页。",
        "不用带东西。",
        "六岁以下请大人一起来。",
        "Picture books together",
        "Three books in a circle, then everyone draws the page they liked best.",
    ),
    DemoSession(
        "篮球和跳绳",
        SessionKind.ARTS,
        Action.SPIRIT,
        (8, 15),
        15,
        90,
        14,
        "在操场活动，分两组打比赛。下雨改在室内。",
        "运动鞋、毛巾、水杯。",
        "",
        "Basketball and rope skipping",
        "Outdoors in two teams; indoors when it rains.",
    ),
    DemoSession(
        "说说心里话",
        SessionKind.COUNSELLING,
        Action.HELP,
        (9, 16),
        16,
        60,
        6,
        "和心理老师围一圈，聊聊最近高兴和不高兴的事。说什么都可以，不说也可以。",
        "",
        "",
        "Time to talk",
        "In a circle with a counsellor: what was good lately, and what was not. Nobody has to speak.",
    ),
]
CANCEL_REASONS = ["寒潮降雪，路上不安全，改期另行通知。", "场地检修电路，暂停一次。"]
HAZARD = "二楼楼梯扶手松动，已经围起来，等待维修。"
