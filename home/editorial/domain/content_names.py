"""Names that may be a child's, birth dates and home addresses, by the words they stand beside.

A Chinese name is a family name and one or two characters more; many ordinary words begin the same way. So a name
is only looked for where a text speaks of a child, a school or a village, and never where it is made unknown
(小明（化名）, 李某, 小张, 王老师).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from home.enums.editorial import DoubtKind

from .plain_text import sentence_around

Found = tuple[int, int, DoubtKind]

# The hundred and some most frequent family names; those that are everyday words as well only count with two more.
_SURE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何林罗郑梁谢宋唐许邓韩冯曹彭曾萧肖潘袁董蔡蒋余杜魏吕沈卢姜崔钟谭陆汪范廖贾韦"
    "傅邹熊孟秦邱侯江尹薛闫段雷龙史陶贺顾毛郝龚邵钱覃戴莫孔汤翟庄柯颜施翁俞殷聂庞蓝樊兰洪丁叶夏姚石田苏程任"
)
_EVERYDAY = "于高马方金白康安常文万牛武严温梅倪季童游凌辛齐柳易章"
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯"
_ANY = f"[{_SURE}{_EVERYDAY}]"

# Second characters that make an ordinary word of a family name, and what stands for a name without being one.
_WORDS = re.compile(
    r"高[兴中校度年级低等尚质]|安[全心静置排慰抚定]|方[面法式便案向]|常[见用常规住年]|平|马上|金[额融]|白天|康复|万[元一]|温[暖馨]"
    r"|文[化件明字学体艺章书]|向[其他她来前社全家]|关[爱心注于系怀起掉上闭照键]|全[部体面国县省市年天]|路[上途费]|严[重格禁厉]|包[括含]|申[请报]|易[发燃于]"
    r"|于[今是此当每]|任[何意务教课一]|程[度序]|许[多可]|何[时种处]|周[末边围一二三四五六日]|夏[天季令]|石[塘头材]|田[间地]|江[边湖]"
    r"|陆续|段时|史上|龙舟|毛[病衣]|丁点|兰花|蓝色|黄色|贺[卡信年]|顾虑|汤圆|康健|黄金|施[行工]|洪[水涝]|童[年话心]|叶子|钱[款物]|季度"
    r"|章[节程]|游[戏泳玩]|武[术警]|牛奶|尚[未无]|齐[全心]|江[河南]|林[业场]|余[额下年]|范围|李子|杨梅|柳树|陈述|张[贴榜]|罗列|宋代|唐诗"
    r"|杜绝|吴语|徐徐|曾[经在]|秦代|钟[头点]|唐朝|苏[打醒]|郭外|成[长为年绩]|庄稼|戴[上好]|孔[子雀]|莫[名大]|曹操|雷[雨电]"
    r"|.[某××*x○〇]|.家[里人中的]?$|.氏|.姓"
)
_TITLES = (
    "老师|校长|主任|书记|医生|大夫|先生|女士|科长|局长|镇长|乡长|县长|村长|处长|站长|园长|所长|院长|部长|警官|社工|律师|法官"
    "|大爷|大妈|大娘|大叔|大伯|奶奶|爷爷|叔叔|阿姨|婆婆|师傅|同志|教授|老人|会长|干事|督导|姐|哥|嫂|婶|姨|叔|爷|奶"
)
# What follows a name in a sentence.
_AFTER = (
    r"(?=$|[^\u4e00-\u9fff]|[的在是和与跟说从因由被读来把对有没自到也写画获家同一走]|今年|小朋友|就读|住|父|母|爸|妈|出生|患|现|已|等|每"
    r"|上[小中学三四五六七八九一二]|一家|最|喜|想|只|很|参|表)"
)
_MADE_UP = re.compile(r"^[的]?\s*[((](?:化名|均为化名|音)")

_SHORT = rf"(?:{_DOUBLE}|[{_SURE}])[\u4e00-\u9fff]{{1,2}}?"
_NAME = rf"(?P<name>{_SHORT}|[{_EVERYDAY}][\u4e00-\u9fff]{{2}})"
_GIVEN = (
    "小大晓明华芳丽强军杰磊娟艳涛超敏静秀英刚桂玉萍红鑫宇浩轩梓涵子萱诗雨欣怡佳琪思雪梦瑶晨阳博昊俊嘉豪志伟建春海燕霞云飞鹏"
    "辉斌波宁丹婷慧颖洁琳莹珍珠菊竹荷莲桃枫松柏森峰夏岩禾苗草谷米麦树花芽萌星月旭冬秋宝乐喜福祥瑞德仁义智诚满舟桥帆岭丘鱼鸟岚萤"
    "雅彤悦馨语可依泽睿逸辰煜皓瑾璇妍倩茜蕾露蓉薇翠蝶凤鸿亮勇彬凯帅健坤楠柱根才财富贵荣昌然航宸沐奕铭晴悠若忆欢甜巧银素娜莉淑楚翔毅峻源远恒旺洲东林阳光良清宏洋永美文国家"
)
_LIKELY = rf"(?:{_DOUBLE}|{_ANY})[{_GIVEN}]{{2}}"
_CHILD = (
    r"(?:儿子|女儿|孤儿|孩子|男孩|女孩|小朋友|小学生|中学生|学生|学童|患儿|孙子|孙女|外孙女?|弟弟|妹妹|留守儿童|困境儿童|抚养儿童|儿童|被监护人"
    r"|男童|女童|幼童|少年|少女)"
)
_CALLED = r"(?:的?(?:姓名|名字|小名|名单)|名叫|叫做|叫|名为|是|为)?[::\s“”\"、]{0,2}"
_SCHOOL = (
    r"(?:小学|中学|幼儿园|学校|[\d)一二三四五六七八九十]班|年级|[上下前后东西南北新山]村|村\d*组)"
    r"(?:的|学生|村民)?"
)
_PATTERNS = [
    # Two characters that are common in given names, where the text speaks of children: a name whatever follows it.
    re.compile(
        rf"(?:(?<![\u4e00-\u9fff])|(?<=[与和给叫为是请向对由让被访望到班年级村学生童儿孩子孤帮助于]))(?P<name>{_LIKELY})"
    ),
    re.compile(rf"(?:名字叫|名叫|叫做|名为|对象[::]?){_NAME}{_AFTER}"),
    re.compile(rf"{_CHILD}{_CALLED}{_NAME}{_AFTER}"),
    re.compile(rf"{_SCHOOL}{_NAME}{_AFTER}"),
    re.compile(rf"(?:学生|儿童|孩子|孤儿|受助)[^。;\n]{{0,6}}名单[::]\s*{_NAME}{_AFTER}"),
    re.compile(rf"(?<!学校)(?<!单位)姓名[::\s]{{1,3}}{_NAME}{_AFTER}"),
    re.compile(rf"(?<![\u4e00-\u9fff]){_NAME}\s?(?=同学|小朋友)"),
    re.compile(rf"(?:[到为给看望帮助是])(?P<name>{_SHORT})\s?(?=同学|小朋友)"),
    re.compile(
        rf"(?P<name>{_LIKELY}|[{_SURE}](?P<twice>[\u4e00-\u9fff])(?P=twice))(?=同学|小朋友|的?(?:父母|父亲|母亲|爸|妈|奶奶|爷爷|监护人))"
    ),
    re.compile(
        rf"(?<![\u4e00-\u9fff]){_NAME}(?=\s?[,，、((]\s?(?:[男女][,，、)]|[\d一二三四五六七八九十]{{1,3}}岁|(?:19|20)\d\d年[\d月日]{{2,6}}出?生))"
    ),
    re.compile(
        rf"(?<![\u4e00-\u9fff]){_NAME}(?=今年\d{{1,2}}岁|生于|家在|家住|[,，、]?\s?(?:身份证|监护人|就读|出生)|的(?:监护人|爸爸|妈妈|爷爷|奶奶)[^们])"
    ),
    re.compile(rf"(?<!\d)1?\d岁(?:的|男孩|女孩|小)*{_NAME}{_AFTER}"),
    re.compile(
        r"\b(?i:son|daughter|orphan|pupil|student|child|boy|girl|named|called)\s+(?P<name>[A-Z][a-z]+ [A-Z][a-z]+)\b"
    ),
]
_LIST_GOES_ON = re.compile(rf"[、,，]\s*(?P<name>{_SHORT})(?=[、,，。]|$|等)")

# Without one of these a text speaks of no child, and every name in it is a grown-up's.
_ABOUT = re.compile(
    rf"{_CHILD}|同学|学校|小学|中学|幼儿园|年级|班|村|岁|[男女][,，]|出生|生于|姓名|名单|监护|父|母|奶奶|爷爷|妈妈|爸爸|家住|住址|叫|家里|[他她叔姑]|照护|结对|结成|帮扶"
    r"|身份证|(?i:child|pupil|student|daughter|son|orphan|boy|girl|named|called)"
)
_BIRTH = re.compile(
    r"(?:(?:出生|生日|生于)[^0-9。;\n]{0,6})?(?:19|20)\d{2}(?:年|[-./])\s?\d{1,2}(?:月|[-./]\d)?(?:\s?\d{0,2}日?)?(?:\s?(?:出生|生(?!效|活)))?"
)
_HOME = re.compile(r"家住|住址|家在|家里|家庭|户籍地|居住|住在|租住|老屋|自家|这户人家|这家人")
_DOOR = re.compile(
    r"(?:(?![在住家址的])[\u4e00-\u9fff]){1,8}(?:路|街|巷|弄|村|新村|小区|花园)\s?\d{1,4}(?:弄\d{1,4})?号(?:\s?\d{1,4}[室楼])?"
    r"|(?:(?![在住家址的])[\u4e00-\u9fff]){1,8}\d{1,3}[幢栋](?:\d{1,2}单元)?\s?\d{3,4}室?"
)
_FLAT = re.compile(r"[幢栋].{0,5}\d{3,4}")
_OFFICE = re.compile(r"办公|中心|委员会|政府|民政|窗口|儿童之家|站|局|办事")


def names(text: str) -> Iterator[Found]:
    """Names beside a word for a child, a school, a class, a village, an age or the word 姓名."""
    for pattern in _PATTERNS if _ABOUT.search(text) else ():
        for match in pattern.finditer(text):
            if _is_name(match["name"], text[match.end("name") :]):
                yield (*match.span("name"), DoubtKind.NAME)
                yield from _rest_of_list(text, match.end("name"))


def _rest_of_list(text: str, end: int) -> Iterator[Found]:
    while (more := _LIST_GOES_ON.match(text, end)) and _is_name(more["name"], text[more.end("name") :]):
        yield (*more.span("name"), DoubtKind.NAME)
        end = more.end("name")


def _is_name(name: str, after: str) -> bool:
    """Whether it is neither an ordinary word nor made unknown nor a grown-up by the title."""
    if name.isascii():
        return True
    titled = re.match(rf".{{0,2}}?(?:{_TITLES})", name[1:] + after[:2])
    return not (_WORDS.match(name) or titled or _MADE_UP.match(after))


def _names_somebody(people: list[Found], left: int, right: int) -> bool:
    """Whether one of the names, sorted by place, begins in text[left:right]."""
    nearest = bisect_left(people, (left,))
    return nearest < len(people) and people[nearest][0] < right


def birth_dates(text: str, people: list[Found]) -> Iterator[Found]:
    """Dates of birth in a sentence that names somebody."""
    for match in _BIRTH.finditer(text):
        is_birth = re.search(r"出生|生日|生于|生$", match.group())
        if is_birth and _names_somebody(people, *sentence_around(text, *match.span())):
            yield (*match.span(), DoubtKind.BIRTH_DATE)


def home_addresses(text: str, people: list[Found]) -> Iterator[Found]:
    """Street and number where a text speaks of a home or names somebody; an office's address is none."""
    for match in _DOOR.finditer(text):
        left, right = sentence_around(text, *match.span())
        sentence = text[left:right]
        named = _names_somebody(people, left, right)
        lived_in = _HOME.search(sentence) or _FLAT.search(match.group())
        if named or (lived_in and not (_OFFICE.search(sentence) and not _HOME.search(sentence))):
            yield (*match.span(), DoubtKind.ADDRESS)
