"""What many people take for a password, in Chinese and English keyboards' letters; compared without signs.

Short ones stand here as well: with a year or a few digits behind it each is as common. Our own choice, of the
lists that are published of broken ones.
"""

_WRITTEN = """
    password passwort passw0rd pa55word p4ssword letmein welcome admin administrator adminadmin root rootroot
    user username test testtest testing guest default changeme secret master login iloveyou loveyou iloveu
    sunshine princess dragon monkey football baseball superman batman starwars shadow michael jordan charlie
    freedom whatever trustno qazwsx qazwsxedc qweasd qweasdzxc qwerasdf asdfasdf asdfghjkl asdfqwer zxcvbnm
    zxcvbn qwerty qwertyuiop qwertyqwerty abcabc abcdef abcdefg abcdabcd aabbcc aaabbb abc123 abc123abc
    a123456 a1234567 a12345678 a123456789 a1b2c3d4 a1b2c3d4e5 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 1q2w3e4r
    1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc zaq12wsx zaq1zaq1 asd123456 qwe123456 zxc123456 aa123456
    aa12345678 aaa123456 abcd1234 abcd123456 woaini woaini1314 woaini520 woaiwojia woaimama woaini1314520
    iloveyou1314 5201314 52013145201314 13145201314520 1314520 7758521 77585217758521 caonima nihao nihaoma
    mima mimamima wodemima wangyut zhang123456 wang123456 li123456 liu123456 admin123 admin123456 root123456
    test123456 user123456 pass123456 password1 password12 password123 password1234 password123456 welcome1
    starmap
    starmap123 xingtu xingtu123 douyin douyin123 toutiao toutiao123 bytedance
"""
COMMON = frozenset(_WRITTEN.split())
