/// What `hb-shape` of HarfBuzz 6.0.0 prints for a line of each script with the fonts of Debian 12.
///
/// Made with `hb-shape --no-glyph-names --no-clusters --cluster-level=0 --script --direction --language`.
enum HarfBuzzReference {
  struct Line: Sendable {
    var name: String
    var text: String
    var path: String
    var index: Int
    var script: StaticString
    var isRightToLeft: Bool
    var language: String
    var expected: String
  }

  static let lines: [Line] = [
    Line(
      name: "Latin", text: "Affinity AVATAR Tofu",
      path: "/usr/share/fonts/opentype/ebgaramond/EBGaramond12-Regular.otf", index: 0,
      script: "Latn",
      isRightToLeft: false, language: "en",
      expected:
        "34+692|2989+258|2990+273|2978+245|79+528|74+245|85+314|90+438|1+200|34+532|"
        + "55+522|34+597|53+585|34+692|51+713|1+200|53+565|80+495|71+318|86+527"),
    Line(
      name: "Cyrillic", text: "Съешь ещё булок",
      path: "/usr/share/fonts/opentype/inter/Inter-Regular.otf", index: 0, script: "Cyrl",
      isRightToLeft: false, language: "ru",
      expected:
        "1991+2048|1246+1844|639+1640|1243+2300|1245+1560|1682+792|639+1640|1244+2424|"
        + "641+1640|1682+792|1207+1660|964+1440|1223+1660|823+1680|1218+1512"),
    Line(
      name: "Greek", text: "Καλημέρα κόσμε",
      path: "/usr/share/fonts/opentype/ebgaramond/EBGaramond12-Regular.otf", index: 0,
      script: "Grek",
      isRightToLeft: false, language: "el",
      expected:
        "763+681|785+502|795+430|791+460|796+510|781+334|801+426|785+502|1+200|794+468|"
        + "812+400|803+485|796+510|789+334"),
    Line(
      name: "Arabic", text: "مرحبا بالعالم",
      path: "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf", index: 0, script: "Arab",
      isRightToLeft: true, language: "ar",
      expected:
        "770+562|667+260|47+291|12+521|667+260|47+291|102+269|3+260|47+291|104+343|"
        + "417+549|979+396|771+525"),
    Line(
      name: "Hebrew", text: "שָׁלוֹם עולם",
      path: "/usr/share/fonts/truetype/noto/NotoSansHebrew-Regular.ttf", index: 0, script: "Hebr",
      isRightToLeft: true, language: "he",
      expected:
        "23+684|55+522|124+301|10+593|106+270|23+684|46@82,0+0|124@-10,0+291|55+522|"
        + "79@227,0+0|100@539,0+0|96+730"),
    Line(
      name: "Devanagari", text: "नमस्ते क्षत्रिय",
      path: "/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf", index: 0,
      script: "Deva",
      isRightToLeft: false, language: "hi",
      expected: "44+555|50+598|215+389|40+570|75+0|3+260|179+712|607+259|269+552|51+580"),
    Line(
      name: "Bengali", text: "স্বাগতম বিশ্ব",
      path: "/usr/share/fonts/truetype/noto/NotoSansBengali-Regular.ttf", index: 0, script: "Beng",
      isRightToLeft: false, language: "bn",
      expected: "275+720|54+266|22+656|35+707|44+622|3+260|55+266|42+596|273+682"),
    Line(
      name: "Tamil", text: "வணக்கம் உலகம்",
      path: "/usr/share/fonts/truetype/noto/NotoSansTamil-Regular.ttf", index: 0, script: "Taml",
      isRightToLeft: false, language: "ta",
      expected: "36+1044|24+1603|77+825|18+825|88+858|3+260|10+1067|33+1013|18+825|88+858"),
    Line(
      name: "Thai", text: "สวัสดีชาวโลก น้ำ",
      path: "/usr/share/fonts/truetype/noto/NotoSansThai-Regular.ttf", index: 0, script: "Thai",
      isRightToLeft: false, language: "th",
      expected:
        "110+572|134+492|45@10,0+0|110+572|12+616|94+0|7+550|86+406|134+492|96+298|33+571|"
        + "29+600|111+260|71+613|59+0|49@-29,0+0|86+406"),
    Line(
      name: "Khmer", text: "សួស្តីពិភពលោក",
      path: "/usr/share/fonts/truetype/noto/NotoSansKhmer-Regular.ttf", index: 0, script: "Khmr",
      isRightToLeft: false, language: "km",
      expected:
        "59+928|95@-6,-26+0|59+928|180@14,-26+0|85@-32,-29+0|50+635|81@-23,-29+0|51+635|"
        + "50+635|107+288|270+1216|25+636"),
    Line(
      name: "Japanese", text: "こんにちは世界",
      path: "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", index: 0, script: "Hira",
      isRightToLeft: false, language: "ja",
      expected: "1478+1000|1542+1000|1502+1000|1492+1000|1506+1000|9513+1000|27105+1000"),
    Line(
      name: "Korean", text: "안녕하세요 세계",
      path: "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", index: 1, script: "Hang",
      isRightToLeft: false, language: "ko",
      expected: "54083+920|48976+920|58195+920|53043+920|54415+920|63108+280|53043+920|47807+920"),
    Line(
      name: "Georgian", text: "გამარჯობა",
      path: "/usr/share/fonts/truetype/noto/NotoSansGeorgian-Regular.ttf", index: 0, script: "Geor",
      isRightToLeft: false, language: "ka",
      expected: "138+576|112+549|172+605|112+549|192+792|159+567|178+804|118+606|112+549"),
  ]
}
