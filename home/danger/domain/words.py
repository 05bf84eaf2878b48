"""The danger words that come with the site: nobody can take them away.

A word is written as in a dictionary, `自杀 zi sha`: it is found in characters, in pinyin, and in a mixture of both. A
word without pinyin is one whose pinyin means something harmless more often. Each regular expression is searched in
the text without spaces and signs. Where it is not sure, one help too many is right.
"""

from __future__ import annotations

from home.enums.danger import DangerKind

WORDS: dict[DangerKind, str] = {
    DangerKind.DESPAIR: """
        自杀 zi sha; 自杀 zi sa; 想死 xiang si; 寻死 xun si; 寻短见 xun duan jian; 轻生 qing sheng
        不想活 bu xiang huo; 不想再活; 不要活了; 活不下去 huo bu xia qu; 活够了 huo gou le
        活着没意思 huo zhe mei yi si; 活着没意义; 活着没劲; 活着好累; 活着太累; 活着真累; 活着干嘛; 活着干什么
        死了算了 si le suan le; 死了好; 死掉算了; 一了百了; 怎么死 zen me si; 如何死; 怎样死; 去死 qu si; 我要死
        让我死; 吃多少会死; 会不会死; 死得快; 不疼的死; 安乐死; 结束生命 jie shu sheng ming; 结束我的生命
        结束自己的生命; 结束自己生命; 结束这一生; 了结自己; 了断自己; 离开这个世界 li kai zhe ge shi jie; 离开人世
        想消失; 遗书; 跳楼 tiao lou; 楼上跳; 跳河 tiao he; 跳江; 跳桥; 跳井; 跳崖; 卧轨; 投河; 上吊 shang diao
        割腕 ge wan; 割脉 ge mai; 割手 ge shou; 割自己; 划手腕; 划手臂; 划自己; 划伤自己; 自残 zi can; 自伤; 自虐
        伤害自己 shang hai zi ji; 打自己; 喝农药 he nong yao; 喝了农药; 喝药; 百草枯 bai cao ku; 敌敌畏; 老鼠药
        吞药; 安眠药 an mian yao; 抑郁 yi yu; 忧郁症; 绝望 jue wang; 崩溃 beng kui; 没人爱我; 没有人爱我; 没人要我
        没人在乎我; 没有希望; 撑不下去 cheng bu xia qu; 坚持不下去; 熬不下去; 挺不住; 好痛苦; 太痛苦
        想不开 xiang bu kai; 心理热线
    """,
    DangerKind.VIOLENCE: """
        家暴 jia bao; 家庭暴力 jia ting bao li; 虐待 nue dai; 虐待 nve dai; 虐童; 虐打; 打孩子 da hai zi
        打小孩 da xiao hai; 打娃; 打儿子; 打女儿; 打孙; 打老婆; 打我 da wo; 打骂; 毒打; 殴打; 暴打; 挨打 ai da; 挨揍
        揍我; 揍孩子; 打死 da si; 往死里打; 被打 bei da; 被揍; 踢我; 掐我; 用皮带; 打学生; 体罚 ti fa; 被摸 bei mo
        摸我 mo wo; 摸下面; 摸下体; 摸胸; 摸屁股; 乱摸; 摸孩子; 摸女儿; 动手动脚; 性侵 xing qin; 性骚扰 xing sao rao
        性虐; 猥亵 wei xie; 强奸 qiang jian; 强暴; 强迫我; 侵犯; 侵害; 隐私部位; 脱我; 脱衣服; 脱裤子; 裸照 luo zhao
        裸聊; 偷拍; 强吻; 骚扰 sao rao; 威胁; 恐吓; 霸凌 ba ling; 欺凌 qi ling; 欺负 qi fu; 被欺; 勒索; 要我交保护费
        不给饭吃; 不给吃饭; 锁在家; 关小黑屋; 赶出家门; 救命 jiu ming; 救救我 jiu jiu wo; 救救孩子; 报警 bao jing
        学生怀孕; 初中怀孕; 未成年怀孕; 中学生怀孕
    """,
    DangerKind.LOST: """
        人贩子 ren fan zi; 拐卖 guai mai; 拐骗 guai pian; 拐走; 被拐 bei guai; 打拐; 抢孩子; 偷孩子; 卖孩子
        买卖儿童; 贩卖人口; 贩卖儿童; 绑架 bang jia; 孩子丢了 hai zi diu le; 孩子不见 hai zi bu jian; 走失 zou shi
        走丢 zou diu; 失踪 shi zong; 找不到孩子; 孩子找不到; 找不到我的孩子; 寻人启事; 离家出走 li jia chu zou
        没回家; 没有回家
    """,
    DangerKind.MONEY: """
        网贷 wang dai; 网络贷; 网上贷款; 网上借钱; 校园贷 xiao yuan dai; 裸贷; 高利贷 gao li dai; 套路贷 tao lu dai
        催收 cui shou; 催债; 逼债; 追债; 还不上; 还不起; 欠债; 被骗 bei pian; 骗子 pian zi; 诈骗 zha pian; 骗钱
        骗我; 骗了; 刷单 shua dan; 传销 chuan xiao; 赌博 du bo; 网赌; 赌钱
    """,
}

_CHILD = "(?:孩子|小孩|儿子|女儿|娃娃?|宝宝|孙子|孙女|外孙|弟弟|妹妹|学生|儿童)"
_GROWN_UP = "(?:爸爸?|妈妈?|爷爷|奶奶|外公|外婆|后妈|后爸|继父|继母|父亲|母亲|老师|丈夫|老公|男朋友|舅舅|叔叔|哥哥)"
_HARMLESS_AFTER_BEATING = (
    "(?!电话|电|工|算|听|开|字|印|扫|针|疫|卡|车|球|牌|麻将|包|招呼|钱|款|官司|零工|理|篮|乒|羽|下手|造|分|折)"
)
PATTERNS: dict[DangerKind, tuple[str, ...]] = {
    DangerKind.DESPAIR: (
        # 4 and other signs are typed for 死, which many sites forbid.
        "(?:想|要|去|寻|求)(?:[亖屎4](?!\\d|[岁个年月天点号人次种周块元])|s(?:i|4)?(?![a-z\\d]))",
        "[亖4]了算了",
        # What children write for 自杀 where it is forbidden.
        "自(?:鲨|刹|煞|莎|傻|s(?![a-z]))|紫(?:砂|沙|杀)(?![壶锅茶杯器色泥])",
        "[割隔葛](?:腕|碗|w(?:an)?(?![a-z]))|抑(?:有|玉|y(?:u)?(?![a-z]))",
        "(?:^|我)w?bxhl(?:e)?$|^w?hbxql?$",
    ),
    DangerKind.VIOLENCE: (f"{_GROWN_UP}(?:总是|老是|经常|天天|又|要|动手|喝酒)?(?:打|揍){_HARMLESS_AFTER_BEATING}",),
    DangerKind.LOST: (
        f"{_CHILD}(?:走|弄|跑|搞)?丢(?!脸|人|下)",
        f"{_CHILD}(?:不见|失联|被人?(?:抱走|带走|骗走|抢走|偷走|拐))",
    ),
    DangerKind.MONEY: (),
}

# Between words; a space stands for any gap, and each begins at the beginning of a word.
ENGLISH: dict[DangerKind, str] = {
    DangerKind.DESPAIR: (
        r"suicid|kill(?:ing|ed)? (?:my|him|her|your|them)sel|kill me\b|(?:want|wants|wanted|going|like) to die|"
        r"wanna die|wish i (?:was|were) dead|(?:dont|do not|not) want to (?:live|be alive|be here)|"
        r"end(?:ing)? (?:my|his|her) life|end it all|take (?:my|his|her) own life|self ?harm|"
        r"cut(?:ting|s)? (?:my|him|her|them)sel|"
        r"cut(?:ting)? my wrist|hurt(?:ing|s)? (?:my|him|her|them)sel|overdos|"
        r"hang(?:ing|ed)? (?:my|him|her)sel|no reason to live|"
        r"cant go on|cannot go on|can not go on|depress|hopeless|worthless|nobody (?:loves|wants|cares)"
    ),
    DangerKind.VIOLENCE: (
        r"abus|violen|beat(?:s|en|ing)?\b|hits? (?:me|my|him|her|us|child|children|kid)|"
        r"hitting (?:me|my|him|her|us|child)|rap(?:e|ed|ist|ing)\b|molest|sexual|"
        r"grop(?:e|ed|ing)\b|touch(?:es|ed|ing)? (?:me|my|her|him)\b|harass|"
        r"bull(?:y|ied|ying|ies)\b|threat|assault|slap|hurts? (?:me|us)\b|(?:afraid|scared) of my|blackmail|nudes?\b|"
        r"help me$|in danger"
    ),
    DangerKind.LOST: (
        r"kidnap|abduct|traffick|(?:missing|lost|stolen) (?:my )?(?:child|kid|son|daughter|boy|girl|baby|grand)|"
        r"(?:child|kid|son|daughter|boy|girl|baby|brother|sister) (?:is |has |have |got |went |was |gone )*"
        r"(?:missing|lost|disappear|gone|taken|vanish)|r[au]n(?:ning|s)? away|runaway"
    ),
    DangerKind.MONEY: r"scam|swindl|fraud|loan ?shark|(?:online|web|internet|payday) ?loan|debts?\b|gambl|extort",
}
# Compared letter by letter with one mistake allowed: suiside, depresed.
MISSPELT: dict[DangerKind, tuple[str, ...]] = {
    DangerKind.DESPAIR: ("suicide", "suicidal", "depressed", "depression", "selfharm"),
    DangerKind.VIOLENCE: ("violence", "molested", "harassed", "bullying", "assaulted"),
    DangerKind.LOST: ("kidnapped", "kidnapping", "abducted", "trafficking"),
    DangerKind.MONEY: ("scammed", "gambling"),
}

# Ordinary words that hold one of the above: taken out before anything is looked for.
HARMLESS = (
    "死亡(?:证明?|赔偿|抚恤|保险|待遇|注销|登记)|意外死亡|宣告死亡|想死(?:你|我|您|咱)了?|想死心|死机|猜想死|自杀式(?:袭击|攻击|爆炸)"
    "|跳楼(?:价|机|甩卖)|上吊(?:灯|扇|牌|顶|椅|兰)|年轻生|自残(?:联|疾)|独自伤心|不想活动|生活够|收割|(?:系统|软件|网站|电脑|手机|程序)崩溃"
    "|喝药酒|被打(?:工|断|扫|印|动|乱|破|造|开|包|扮)|打我(?:电话|的电话|手机)|给?打我们?电话|侵(?:犯|害)(?:肖像|隐私|名誉|著作|版权|商标|专利|知识产权)"
    "|宣告失踪|丢三落四|丢了?(?:户口|身份|医保|社保|证|卡|书|出生|学籍|残疾)|救命(?:稻草|之恩|恩人)|报警器|打死(?:结|不)|威胁性|骗子遇到|打老鼠|去死(?:角|皮)|打自己(?:电话|的电话)"
)
