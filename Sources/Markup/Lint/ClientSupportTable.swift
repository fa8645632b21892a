// Made by scripts/make-caniemail-table.py; do not edit.
//
// The test results are those of caniemail.com, under this licence:
//
// MIT License
//
// Copyright (c) 2019 Rémi Parmentier
//
// Permission is hereby granted, free of charge, to any person obtaining a copy
// of this software and associated documentation files (the "Software"), to deal
// in the Software without restriction, including without limitation the rights
// to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
// copies of the Software, and to permit persons to whom the Software is
// furnished to do so, subject to the following conditions:
//
// The above copyright notice and this permission notice shall be included in all
// copies or substantial portions of the Software.
//
// THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
// IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
// FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
// AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
// LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
// OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
// SOFTWARE.

/// Which mail clients support which features of CSS and HTML.
enum ClientSupportTable {
  /// The columns: a client on a platform.
  static let clients = [
    "AOL Android",
    "AOL web",
    "AOL iOS",
    "Apple Mail iOS",
    "Apple Mail macOS",
    "Fastmail web",
    "Free.fr web",
    "Gmail Android",
    "Gmail web",
    "Gmail iOS",
    "Gmail mobile web",
    "GMX Android",
    "GMX web",
    "GMX iOS",
    "HEY web",
    "1&1 Android",
    "1&1 web",
    "LaPoste.net Android",
    "LaPoste.net web",
    "LaPoste.net iOS",
    "Mail.ru web",
    "Orange Android",
    "Orange web",
    "Orange iOS",
    "Outlook Android",
    "Outlook iOS",
    "Outlook macOS",
    "Outlook.com",
    "Outlook Windows",
    "Outlook Windows Mail",
    "Proton Mail Android",
    "Proton Mail web",
    "Proton Mail iOS",
    "RainLoop web",
    "Samsung Email Android",
    "SFR Android",
    "SFR web",
    "SFR iOS",
    "T-online.de web",
    "Thunderbird macOS",
    "Thunderbird Windows",
    "WEB.DE Android",
    "WEB.DE web",
    "WEB.DE iOS",
    "WP.pl web",
    "Yahoo! Mail Android",
    "Yahoo! Mail web",
    "Yahoo! Mail iOS",
  ]

  /// A feature and its results in the order of the clients, a line each.
  static let rows = """
    css-accent-color nnnyyn.nnnn...y.....ynnnnnnnnnnnn.ynyn.......nnn
    css-align-items nnnyyy.nnnnynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.nnn
    css-animation nnnyyy.nnnnynyyya.a.nnnnnnnnnnnnn.ynan.n.yny.nnn
    css-aspect-ratio nnnyyn.nnnnynyyyy.y.ynnnnnnnnnyyy.nyyy.n.yny.nnn
    css-at-font-face nnnyyn.nnnnnnyyny.n.nnnnnnnnanynn.ynnn.y.nny.nnn
    css-at-import nnnyyn.nnnnnnyyny.n.nnnnnnnnyyynn.nnnn.n.nnynnnn
    css-at-keyframes nynyyy.nnnnynyyya.n.nnnnnnnnnnnnn.ynnn.y.yny.nyn
    css-at-media aaayyy.aaanyyyyyy.n.ayyyaaaannyaa.annn.n.yyy.aaa
    css-at-media-device-pixel-ratio nnnyyy.nnnnynyyyy.n.nyyyyyyynnynn.ynnn.n.yny.nnn
    css-at-media-hover nnnyyu.nnnn...u...n.nuuuyyyynnyyy.ynnn.u.....nnn
    css-at-media-orientation nnnayy.yynnyyyyyy.n.yyyyyyyynnnnn.ynnn.n.yyy.nnn
    css-at-media-prefers-color-scheme nnnyyyynnnnynynyy.n.nyyyyyyynnnnn.ynnnnn.yny.nnn
    css-at-media-prefers-reduced-motion nnnyyn.nnnnynyyyy.n.nyyyyyyynnaaa.ynyn.n.yny.nnn
    css-at-supports yyyyyn.nnnnynyyyy.n.nyyynnnnnnynn.ynnn.n.yny.yyy
    css-backdrop-filter nnnyyu.nnnnunuuuu.u.yuunnnynnnyyy.yyyy.u.unu.nnn
    css-background aaayyy.yyyyyayyyy.y.yaaayyyyaayyy.yyyy.y.yay.aaa
    css-background-blend-mode nnnyyy.ayanynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.nnn
    css-background-clip nnnyyy.ayanynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.nnn
    css-background-color yyyyyy.yyyyyayyyy.y.yaaayyyyyyyyy.yyyy.y.yay.yyy
    css-background-origin nnnyyy.ayanynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.nnn
    css-background-position yyyyyy.yyyyyayyyy.y.yyyyyyyynnyyy.yyyy.y.yay.yyy
    css-background-repeat yyyyyy.yyyyyayyyy.y.yyyyyyyynnyyy.yyyy.y.yay.yyy
    css-background-size yyyyyy.ayanynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.yyy
    css-block-inline-size nnnyyy.nnnnynyyyy.y.yunnnnnnnnyyy.yuyy.y.yny.nnn
    css-border yyyyyy.yyyyyyyyyy.y.yyyyyyyyaayyy.yyyy.y.yyy.yyy
    css-border-collapse yyyyyu.yyyyuyuuuu.u.yuuuyyyyyyyyy.yyyy.y.uyu.yyy
    css-border-image nnnyyy.nnnnynyyyy.y.ynnnnnnnnnyyy.yyyy.y.yny.nnn
    css-border-inline-block nnnyyu.nnnnynyuyy.u.yuuunnnnnnyyy.nyyy.u.yny.nnn
    css-border-inline-block-individual nnnyyu.nnnnynyuyy.u.yuuunnnnnnyyy.ayyy.u.yny.nnn
    css-border-inline-block-longhand nnnyyu.nnnnynyuyy.u.yuuunnnnnnyyy.yyyy.u.yny.nnn
    css-border-radius aaayyy.yyyyynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.aaa
    css-border-radius-logical nnnyyu.nnnn...u...u.yuuunnnnnnyyy.nyyy.u.....nnn
    css-border-spacing yyyyyu.yyyyuyuuuu.u.yuuuyynynnyyy.yyyy.y.uyu.yyy
    css-box-shadow nnnyyy.ananynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.nnn
    css-box-sizing nnnyyy.yyynyyyyyy.y.ynnnyyyynnyyy.yyyy.y.yyy.nnn
    css-caption-side yyyyyy.yyyyyyyyyy.y.yyyyyyyynnyyy.yyyy.y.yyy.yyy
    css-clear aaayyu.ayyuuauuuu.u.yuuuayuynnyyy.yuuu.u.uau.aaa
    css-clip-path nnnyyy.nnnnynyyyy.y.annnnnnnnnyyy.yyyy.y.yny.nnn
    css-color-scheme nnnyynunnnnununuu.u.nuuunnnnnunyn.yyanny.unu.nnn
    css-column-count nnnyyy.yyynynyyyy.y.yyyyyyyynnyyy.yyyy.y.yny.nnn
    css-column-layout-properties nnnyyy.yyyy...y...u.yuuuyyyynnyyy.yyyy.y.....nnn
    css-comments ayayyu.ayyaunuuuu.a.annnyyyyyyyyy.yaaa.y.unu.aya
    css-conic-gradient nnnyyynnnnn...y...y.ynnnnnnnnnyyy.ayyyyy.....nnn
    css-cursor uuunauunnnnyanuuu.u.uuuunnnnuuuau.uuuuuy.uuu.aan
    css-direction yyyyyy.yyyayyyyyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    css-display aaayya.ayayyayyyy.y.yaaayyyyaayyy.yyyy.y.yay.aaa
    css-display-flex yyyyyy.ayayynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.yyy
    css-display-grid yyyyyy.ayayynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.yyy
    css-display-none yyyyyy.yyynyyyyyy.y.yyyyyyyyaayyy.yyyy.y.yyy.yyy
    css-empty-cells nynyyu.yyyu...u.....nuuuyyyynnyyy.yuuu.......nyn
    css-filter nnnyyn.nnnnynyyyy.y.annnnnnnnnyyy.yyyy.y.yny.nnn
    css-flex-direction nnnyyy.nnnnynyyyy.y.ynnnnyyynnyyy.yyyy.y.yny.nnn
    css-flex-wrap nnnyyy.nnnnynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.nnn
    css-float aaayyy.ayayyayyyy.y.yyyyyyyynnyyy.yyyy.y.yay.aaa
    css-font yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    css-font-kerning .n.yy.yyyyy.n.......n...yyyyn.yyy.yuyuny.....nnn
    css-font-size aaayyu.yyyyuauuuu.u.yuuuyyyyaayyy.auuu.y.uau.aaa
    css-font-size-adjust uuuyyu.ayayyayuuu.u.yuuuyyyynnyyy.uuuu.y.uau.aaa
    css-font-stretch .nnyy.unyyy.u.......y...nyyyn.uyy.nnyyuy.....nnn
    css-font-weight aaayyy.yyyyyyyyyy.y.yyayyyyyaayyy.yyyy.y.yyy.aaa
    css-function-clamp nnnyyn.ayayynyyyy.y.ynnnnnnnnnyyy.ayyy.y.yny.nnn
    css-function-light-dark unnyyunnnnn.n.a...a.aunnunnnnnuay.auaaay.....unn
    css-function-max nnnyyn.ayayynyyyy.y.ynnnnnnnnnyyy.ayyy.y.yny.nnn
    css-function-min nnnyyn.ayayynyyyy.y.ynnnnnnnnnyyy.ayyy.y.yny.nnn
    css-gap nnnyyayaaan.n.y...y.ynnnaaaannyyy.yyyyyy.....nnn
    css-grid-template nnnyynynnnnunuyuu.y.ynnnnnnnnnyyy.yyyyyy.uuu.nnn
    css-height nnnyyy.yyyyyyyyyy.y.yyyyyyyyayyyy.yyyy.y.yyy.nnn
    css-hyphenate-character nnnyyu.nnnnunuuuu.u.auuunnnnnnyyy.yuuu...unu.nnn
    css-hyphenate-limit-chars nnnnnu.nnnnunuuuu.u.yuuunnnnnnuuu.nuuu.n.unu.nnn
    css-hyphens unuyyu.nnnu...u.....yuuunnnnnnuuu.yyyy.......nnn
    css-important aaayyy.aaaaynyyyy.y.ynnnyyyyaaaaa.yaya.y.ynynaaa
    css-inert-attribute nnnyyu.nnnnuuuuuu.u.uuuunnnnnnnan.yuuu.u.uuu.nnn
    css-inline-size nnnnnn.nnnnynyyyy.y.yynynnnnnnyyy.yyyy.y.yny.nnn
    css-inset nnnyyu.nnnnunuuuu.u.nuuunnnnnnuuu.nuuu.y.unu.nnn
    css-intrinsic-size nnnyyy.yyay...y...y.ynnnaayynnyyy.nyyy.y.....nnn
    css-justify-content nnnyyy.nnnnynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.nnn
    css-left-right-top-bottom nnnyyy.nnnnyyyyyy.y.ayyyyyyynnyyy.ayyy.y.yyy.nnn
    css-letter-spacing yyyyyy.yyyyyyyyyy.y.yyyyyyyyaayyy.yyyy.y.yyy.yyy
    css-line-height yyyyyy.yyyyyyyyyy.y.yayayyyyaayyy.yyyy.y.yyy.yyy
    css-list-style aaayyy.aaaayyyyyy.y.yyyyyyayaanay.yyyy.y.yyy.aaa
    css-list-style-image nnnyyy.nnnnyyyyyy.y.yynynnnnnnnny.yyyy.y.yyy.nnn
    css-list-style-position yyyyyy.yyyyyyyyyy.y.yyyyyyyynnyyy.yyyy.y.yyy.yyy
    css-list-style-type yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    css-margin aaayyy.aaaayyyyyy.y.ayyyaaaaaayyy.yyyy.y.yyy.aaa
    css-margin-block-start-end nnnyyu.nnnnynyuyy.u.yuuunnnnnnyyy.yuuu.u.yny.nnn
    css-margin-inline-block nnnyyy.nnnnynyyyy.y.yyyynnnnnnyyy.nyyy.y.yny.nnn
    css-margin-inline-start-end nnnyyu.nnnnynyuyy.u.yuuunnnnnnyyy.yuuu.u.yny.nnn
    css-mask-image nnnyyu.nnnnunuuuu.u.yuuunnynnnuuu.yuuu...unu.nnn
    css-max-block-size unuyyu.nnnu...u.....yuuunynnnnyyy.y..........nnn
    css-max-height yyyyyy.yyyyyyyyyy.y.yyyyyyyynnyyy.yyyy.y.yyy.yyy
    css-max-inline-size nnnyyu.nnnnunuuuu.u.yuuunnnnnnyyy.yuuu...unu.nnn
    css-max-width yyyyyy.yyyyyyyyyy.y.yyyyyyyyaayyy.yyyy.y.yyy.yyy
    css-min-block-size nnnyyu.nnnnunuuuu.u.yuuunnnnnnyyy.yuuu...unu.nnn
    css-min-height yyyyyy.yyyyyyyyyy.y.yyyyyyyynnyyn.yyyn.y.yyy.yyy
    css-min-inline-size unuyyu.nnnn...u.....yuuunynnnnyyy.yuuu.......nnn
    css-min-width yyyyyy.yyyyyyyyyy.y.yyyyyyyynnyyy.yyyy.y.yyy.yyy
    css-mix-blend-mode nnnyyn.ayanynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.nnn
    css-modern-color nnnyyy.nnnn...y...u.yuuunnnnnunyy.nuuu.n.....nnn
    css-nesting unuyauunnnnuuuuuu.u.nuaannnnnnaya.auanuy.uuu.nnn
    css-object-fit nnnyyy.ayanynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.nnn
    css-object-position nnnyyy.ayanynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.nnn
    css-opacity nnnyyy.yyynynyyyy.y.nnnnyyyynnyyy.yyyy.y.yny.yyy
    css-orphans nnnyyu.nnnnunuuuu.u.yuuuyyyynnyyy.yuuu...unu.nnn
    css-outline yyyyyyyyyyyyyyyyy.y.ynnnyyyynnyyy.yyyyyy.yyy.yyy
    css-outline-offset nnnyyyynnnn.n.y...y.ynnnnnnnnnyyy.yyyyyy.....nnn
    css-overflow aaaaay.aaaaaaayyy.y.ayayaaaannaaa.ayyy.y.aaa.aaa
    css-overflow-wrap unuaau.nnnu...u.....yuuunnnnnnuuu.yuuu.......nnn
    css-padding yyyyyy.yyyyyyyyyy.y.yyyyyyyyaayyy.yyyy.y.yyy.yyy
    css-padding-block-start-end nnnyyu.nnnnynyuyy.u.yuuunnnnnnyyy.yuuu.u.yny.nnn
    css-padding-inline-block nnnyyu.nnnnynyuyy.u.yuuunnnnnnyyy.nuuu.u.yny.nnn
    css-padding-inline-start-end nnnyyu.nnnnynyuyy.u.yuuunnnnnnyyy.yuuu.u.yny.nnn
    css-position aaaaaa.nnnnyyyayy.a.naaaanaannyyy.aaaa.y.yyy.aaa
    css-pseudo-class-active yynnay.nnnnyyyyyy.n.nyynynaannyyy.nnnn.y.yyy.yyy
    css-pseudo-class-checked yyyyyy.nnnnnnynnn.n.nnnnaaaannnnn.ynnn.y.nny.yyy
    css-pseudo-class-default yyyyyuunnnnnnyuuu.u.yuuuyyyannnnn.uuuuny.unu.yyy
    css-pseudo-class-first-child yyyyyy.nnnnyyyyyy.n.nyyyyyaannynn.ynnn.y.yyy.yyy
    css-pseudo-class-first-of-type yyyyyy.nnnnynyyyy.n.nyyyyyaannynn.ynnn.y.yny.yyy
    css-pseudo-class-focus yynnyy.nnnnnyyyny.n.nyynynaannyyy.ynnn.y.nyy.yyy
    css-pseudo-class-focus-visible yyuuyu.nnnnuuuuuu.u.uuuuauaanuyyy.yuuu.u.uuu.yyu
    css-pseudo-class-focus-within yyuuyu.nnnnuuuuuu.u.uuuuauannuyyy.yuuu.u.uuu.yyu
    css-pseudo-class-has nnnyyy.nnnnynyyyy.n.nnynnnnnnnnyy.ynnn.n.yny.nnn
    css-pseudo-class-hover yynyyy.aynnynyyyy.n.nyyyynaannyyy.ynnn.y.yny.yyy
    css-pseudo-class-lang nnnyyu.nnnn...u...n.nuuuyynnnnyyy.yunu.u.....nnn
    css-pseudo-class-last-child yyyyyy.nnnnyyyyyy.n.nyyyyyaannynn.ynnn.y.yyy.yyy
    css-pseudo-class-last-of-type yyyyyy.nnnnynyyyy.n.nyyyyyaannynn.ynnn.y.yny.yyy
    css-pseudo-class-link yyyyyy.nnnnyyyyyy.n.nyyyyyaayyynn.ynnn.y.yyy.yyy
    css-pseudo-class-not nnnyyy.nnnnynyyyy.n.nyyynnnnnnynn.ynnn.y.yny.nnn
    css-pseudo-class-nth-child nnnyyy.nnnnynyyyy.n.nyyynnnnnnynn.ynnn.y.yny.nnn
    css-pseudo-class-nth-last-child nnnyyy.nnnnynyyyy.n.nyyynnnnnnynn.ynnn.y.yny.nnn
    css-pseudo-class-nth-last-of-type nnnyyy.nnnnynyyyy.n.nyyynnnnnnnnn.ynnn.y.yny.nnn
    css-pseudo-class-nth-of-type nnnyyy.nnnnynyyyy.n.nyyynnnnnnnnn.ynnn.y.yny.nnn
    css-pseudo-class-only-child yyyyyy.nnnnyyyyyy.n.nyyyyyaannynn.ynnn.y.yyy.yyy
    css-pseudo-class-only-of-type yyyyyy.nnnnyyyyyy.n.nyyyyyaannynn.ynnn.y.yyy.yyy
    css-pseudo-class-target yynnnn.nnnnnyynnn.n.nynnyyaannynn.ynnn.y.nyy.yyy
    css-pseudo-class-visited yynnny.nnnnnynyny.n.nnynyyaannnnn.nnnn.y.nyn.yyy
    css-pseudo-element-after nnnyyy.nnnnynyyyy.n.nnnnnaaannynn.ynnn.y.yny.nnn
    css-pseudo-element-before nnnyyy.nnnnynyyyy.n.nnnnnaaannynn.ynnn.y.yny.nnn
    css-pseudo-element-first-letter yyyyyy.nnnnyyyyyy.n.nnyynaaannynn.ynnn.y.yyy.yyy
    css-pseudo-element-first-line yyyyyy.nnnnyyyyyy.n.nnyynaaannynn.ynnn.y.yyy.yyy
    css-pseudo-element-marker yyyyyy.nnnn...y...n.nnyynnnnnnnyy.ynnn.y.....yyy
    css-pseudo-element-placeholder yyyyyy.nnnnnnynnn.n.nnnnnaaannnnn.ynnn.y.nny.yyy
    css-resize nnnnau.nnnuunnuuu.u.yuunnnnnnnaan.yuun.u.unn.nnn
    css-rgb aaayyy.aaaayayyyy.y.yaaayyyyaayyy.yyyy.y.yay.aaa
    css-rgba aaayyy.aaaaynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.aaa
    css-scroll-snap nnnyyn.nnnn...y...y.ynnnnnnnnnyyy.yyyy.y.....nnn
    css-selector-adjacent-sibling yyyyyy.ayanyayyyy.y.yyyyyyyynnynn.ynyn.y.yay.yyy
    css-selector-attribute aaayyy.aaanynyyyn.y.ayyyaaaannnnn.ynyn.y.yny.aaa
    css-selector-chaining yyyyyy.ayanyayyyy.y.yyyyyyynnnynn.ynyn.y.yay.yyy
    css-selector-child yyyyyy.ayanynyyyy.y.yynyyyyynnynn.ynyn.y.yny.yyy
    css-selector-class yyyyyy.ayanyyyyyy.y.yyyyyyyyyyynn.ynyn.y.yyy.yyy
    css-selector-descendant yyyyyy.ayanyayyyy.y.yyyyyyyyyyynn.ynyn.y.yay.yyy
    css-selector-general-sibling yyyyyy.ayanynyyyy.y.yyyyyyyynnynn.ynyn.y.yny.yyy
    css-selector-grouping yyyyyy.ayanyayyyy.y.yyyyyyyyyyynn.ynyn.y.yay.yyy
    css-selector-id yyyyyy.ayanyyyyyn.y.yyyyyyyyyyynn.ynyn.y.yyy.yyy
    css-selector-type yyyyyy.ayanynyyyy.y.yyyyyyyyyyynn.ynyn.y.yny.yyy
    css-selector-universal yyyyyy.ayanyyyyyy.y.nyyyyyyynnynn.ynyn.y.yyy.yyy
    css-shape-margin nnnyyu.nnnn...u...u.yuuunnynnnyyy.yuuu.y.....nnn
    css-shape-outside nnnyyu.nnnn...u...u.yuuunnynnnyyy.yuuu.y.....nnn
    css-sytem-ui ayyyyy.ayyy.y.y...y.yayyayyynnayy.aayyya.....ayy
    css-tab-size unuyyu.nnnunnyuny...nuuunyyynnyyy.yuuu...nny.nnn
    css-table-layout uyuyyu.yyyu...u.....yuuuyynynnyyy.yuuu.......yyy
    css-text-align aaayyy.ayyayayyyy.y.yaaaayyyaayyy.ayyy.y.yay.aaa
    css-text-align-last .n.yy.yyyyy.........y...nnnnn.yyy.y...y......nnn
    css-text-decoration yyyyyy.ayayyaayyy.y.yyynyyyyaayyn.yyyn.y.yaa.yyy
    css-text-decoration-color yyyyyy.ayanynyyyy.y.yynyyyyynnyyy.yyyy.y.yny.yyy
    css-text-decoration-line nyyyyu.yyyyunuuuu.u.yuuuyyyynnyyy.yuuu.y.unu.yyy
    css-text-decoration-skip-ink nnnyyy.nnnnunuyuu.y.yunnnnnnnnyyy.yuyu.y.unu.nnn
    css-text-decoration-style nyyyyu.yyyyunuuuu.u.yuuuyyyynnyyy.yuuu.y.unu.yyy
    css-text-decoration-thickness nnnyyy.nnnnynyyyy.y.ynnynnnnnnyyy.ynyy.y.yny.nnn
    css-text-emphasis nnnyyu.nyynynyuyy.u.yuuunyyynnyyy.nuuu.u.yny.nnn
    css-text-emphasis-position nnnyyu.nnnnynyuyy.u.yuuunnynnnyyy.nuuu.u.yny.nnn
    css-text-indent aaayyy.aaaayyyyyy.y.ayyyyyyyyyyay.yyyy.y.yyy.aaa
    css-text-justify nnnnnu.nanauauuuu.u.auuunnnaanyan.nuuu.u.unu.nan
    css-text-orientation nnnyyu.yyyyunuuuu.u.yuuuyyyynnyyy.yuuu.y.unu.nnn
    css-text-overflow nnnyyy.ayayynyyyy.y.yynyyyyynnyyy.nyyy.y.yny.nnn
    css-text-shadow yyyyyy.nnnnyyyyyy.y.yyyynnnnnnyyy.yyyy.y.yyy.yyy
    css-text-transform yyyyyy.yyyyyyyyyy.y.yyyyyyyyaayyy.yyyy.y.yyy.yyy
    css-text-underline-offset nnnyyy.nnnnynyyyy.y.ynnynnnnnnyyy.ynyy.y.yny.nnn
    css-text-underline-position nnnaau.yyayunuuuu.u.yuuuyanynnyyy.yuuu.y.unu.nnn
    css-text-wrap nnnyyu.nnnnunuuuu.u.yuuunnnnnnyyy.yuuu.u.unu.nnn
    css-transform nnnyyy.nnnnynyyyy.y.nnnnnnnnnnyyy.yyyy.y.yny.nnn
    css-transition aaayyyynnnnuuuauu.y.ynnnnnnnnnuyn.anynuy.uuu.aaa
    css-unit-calc nnnyyy.ayayynyyyy.y.ynnnnnnnnnyyy.yyyy.yyyny.nnn
    css-unit-ch nnnyyy.yyyyynyyyy.y.ynnnyyyynnyyy.yyyy.yyyny.nnn
    css-unit-cm yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.yyyyy.yyy
    css-unit-em yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.yyyyy.yyy
    css-unit-ex yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.yyyyy.yyy
    css-unit-in yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.yyyyy.yyy
    css-unit-initial nnnyyy.aaayynyyyy.y.ynnnyyyynnyyy.yyyy.yyyny.nnn
    css-unit-mm yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.yyyyy.yyy
    css-unit-pc yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.yyyyy.yyy
    css-unit-percent yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.yyyyy.yyy
    css-unit-pt yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.yyyyy.yyy
    css-unit-px yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.yyyyy.yyy
    css-unit-rem nnnyyy.yyyyynyyyy.y.ynnnyyyynnyyy.yyyy.yyyny.nnn
    css-unit-vh yyyayn.yyyyanyyyy.y.ynnnyyyynnyyy.ynyy.yyany.yyy
    css-unit-vmax nnnyyy.yyyyanyyyy.y.ynnnyyyynnyyy.yyyy.yyany.nnn
    css-unit-vmin nnnyyy.yyyyanyyyy.y.ynnnyyyynnyyy.ynyy.yyany.nnn
    css-unit-vw yyyyyn.yyyyynyyyy.y.ynnnyyyynnyyy.yyyy.yyyny.yyy
    css-user-select nnnayu.nnnuunuuuu.u.yuuunnnnnnaaa.yuuu.u.unn.nnn
    css-variables nnnyyn.nnnnynyyyy.y.nnnnnnnnnnyyy.yyyy.yyyny.nnn
    css-vertical-align yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    css-visibility ynyyyy.nnnnyyyyyy.y.ynnnyyyynnyyy.yyyy.y.yyy.yyy
    css-white-space yyyyyy.ayayayyyay.y.yyyyyyyynnyyy.nayy.y.ayy.aya
    css-white-space-collapse nnnyyu.nnnn...u.....yuuunnnnnnyyy.yuuu.......nnn
    css-widows nnnyyu.nnnnunuuuu.u.yuuuyyyynnyyy.yuuu...unu.nnn
    css-width yyyyyy.yyyyyyyyyy.a.yyyyyyyyayyyy.yyyy.y.yyy.yyy
    css-word-break nnnaay.ayaannyany.y.ynanaaaaynaya.ayyy.y.nny.nnn
    css-word-spacing naayyu.yyyyuauuuu.u.yuuuyyyynnyyy.yuuu.y.uau.aaa
    css-word-wrap ...yy..aa...............ny.ynn................y.
    css-writing-mode nnnyyn.ayayynyyyy.y.ynnnyyyynnyyy.yyyy.y.yny.nnn
    css-z-index yyyyyy.nnnnyyyyyy.y.nyyyyyyynnyyy.yyyy.y.yyy.yyy
    html-abbr nnnyyyyyyyy.y.n...y.nunnyyyynnuyy.yuyyyy..y..nnn
    html-acronym nnnyyuuyyyy.y.u...u.nuuuyyyynnyyy.yyyyyy..y..nnn
    html-address yyyyyy.yyyynyyynn.y.ynnnyyyyyyyyy.yyyy.y.nyy.yyy
    html-align yyyyyy.yyyyyyyayy.y.yyyyyyayyyyay.yyyy.y.yyy.yyy
    html-anchor-links nayyyy.yynynyynyy.n.yynnyyyyyynyn.nnnn.y.nyy.nan
    html-aria-describedby nnnyyn.nnnnnnynny.y.nnnnyyyynnyyy.yyyy.n.nny.nnn
    html-aria-hidden nnnyyy.yyyynnynny.y.ynnnyyyyynyyy.yyyy.n.nny.nnn
    html-aria-label nnnyyy.yyyynnynny.y.ynnnyyyyynyyy.yyyy.n.nny.nnn
    html-aria-labelledby nnnyyn.nnnnnnynny.y.ynnnyyynnnyyy.yyyy.n.nny.nnn
    html-aria-live nnnyyy.yyyynnynny.y.ynnnnnnnanyyy.yyyy.n.nny.nnn
    html-audio nnnyyn.nnnnnnnnyn.n.nnnnnnnnnnnnn.yyyy.yynnn.nnn
    html-background yyyyyyyayayyyynyy.y.yyyyyyyyanyyy.yyyyyy.yyy.yyy
    html-base aaayya.aaaannyany.n.nnnnnaaaynnan.ynnn.y.nny.aaa
    html-bdi nnnyyy.nnnnnnynnn.y.nnnnnnnnnnyyy.yyyy.y.nny.nnn
    html-blockquote yyyyyy.yyyyyyyayy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    html-body nanyyn.aaaayyyayy.n.naaaaanayynnn.ynnn.y.yyy.nan
    html-button-reset nnnyyy.yyaynnynna.y.ayyyynyynnnyy.yyay.a.nny.nnn
    html-button-submit yyyyyy.yyaynnynna.y.ayyyynnnnnnyy.yyay.y.nny.yyn
    html-cellpadding yyyyyu.yyyyuyuuuu.u.yuuuyyyyyyyyy.yuuu.y.uyu.yyy
    html-cellspacing yyyyyu.yyyyuyuuuu.u.yuuuyyyyyyyyy.yuuu.y.uyu.yyy
    html-code yyyyyyyyyyy.y.y...y.ynnnyyyyyyyyy.yyyyyy..u..yyy
    html-comments yyyyyu.yyyyuyuuuu.u.yuuuyyyyyyyyy.yuuu.y.uyu.yyy
    html-del yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    html-dfn yyyyyuuyyyy.y.u...u.nuuuyyyyaayyy.yyyyny..y..yyy
    html-dialog nnnyyn.ynnnnnynnn.y.nnnnnnnnnnynn.yyyy.y.nny.nnn
    html-dir yyyyyy.yyyaynyyyy.y.yaaayyyyaayyy.yyyy.y.yny.yyy
    html-div yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    html-doctype nyyyyy.yyyyyyynyn.y.yyynyyyynynyn.nyyn.n.yyy.nyy
    html-form yyyyyn.yyaynnynnn.n.nnnnyyaannnnn.yyny.y.nny.yyn
    html-h1-h6 yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    html-height yyyyyy.yyyyyyynyy.y.yyyyyyyyayyyy.yyyy.y.yyy.yyy
    html-hidden unuyyu.nnnnunuuuu.u.auuunnnnnnyyy.yyyy.y.unu.nnn
    html-hr yyyyyuuyyyy.u.u...u.yuuuyyyyyyyyy.yyyyuy..u..yyy
    html-image-maps nynyyy.yyyyyyynyy.y.yyyyyyyyynnyy.yyyy.y.yyy.nyy
    html-img yyyyyyyyyyy.u.y...y.yuyyyyyyyyuyy.yuyyuu..u..yyy
    html-input-checkbox yyyyyy.yyyynnynnn.n.ynnnyyyynnnnn.ynnn.a.nny.yyy
    html-input-hidden yyyyyy.yyyynnynnn.n.ynnnyyyynnnnn.ynnn.a.nny.yyy
    html-input-radio yyyyyy.yyyynnynnn.n.ynnnyyyynnnnn.ynnn.a.nny.yyy
    html-input-reset yyyyyy.yyaynnynnn.n.ynnnyyyynnnnn.ynnn.a.nny.yyy
    html-input-submit yyyyyy.yyaynnynnn.n.ynnnyynnnnnnn.ynnn.y.nny.yyn
    html-input-text yyyyyy.yyyynnynnn.n.ynnnnyyynnnnn.nnnn.a.nny.nyy
    html-lang yayyyy.yyyynnynnn.y.yynyyyyyyyyyy.yyyy.y.nny.aaa
    html-link nnnyyn.nnnnnnynnn.n.nnnnnnnnyynnn.nnnn.n.nnynnnn
    html-lists aaayyy.aaaayyyyyy.y.ayyyaaaaaayyy.yyyy.y.yyy.aaa
    html-loading-attribute nnnyyn.nnnnnnyann.y.ynnnnnnnnnnyn.ynyn.y.nny.nnn
    html-mailto-links ayyyyy.yyyyyyyyya.y.yaanyyyyyyayy.yyyy.y.yyy.ayy
    html-marquee yayyyn.nnnnnnynnn.a.nynyyyaannyay.yyyy.yynny.yay
    html-meta-color-scheme nnnnyn.nnnnununuu.u.nuuunnnnnnnnn.nnnn.y.unu.nnn
    html-meter nnnyyy.annnnnynnn.y.nnnnyyyynnyyy.yyyy.y.nny.nnn
    html-object nnnyan.nnnnnnannn.n.nnnnnnnnnnnnn.annn.a.nna.nnn
    html-p yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    html-picture nnnyan.nnnnnnynnn.y.nnnnnnnnnnnnn.yyyy.y.nny.nnn
    html-popover unnyyn.nnnnuuunuu.u.auuunnnnnnunn.ayyn.n.uuu.nnn
    html-pre yyyyyyyyyyy.y.yuu.y.yyyyyyyyyyyyy.yyyyyy.uuu.yyy
    html-progress nnnyyy.annnnnynnn.y.nnnnnnnnnnyyy.yyyy.y.nny.nnn
    html-required nnnyyy.annnnnynnn.a.nnnnyynnnnnan.yyan.y.nny.nnn
    html-role aaayyy.yyyynnynnn.y.ynnnyyyyynyyy.yyyy.y.nny.aaa
    html-rp yyyyyy.annnnnynnn.y.nnnnyyyynnyyy.yyyy.y.nny.yyy
    html-rt yyyyyy.annnnnynnn.y.nnnnyyyynnyyy.yyyy.y.nny.yyy
    html-ruby yyyyyy.annnnnynnn.y.nnnnyyyynnyyy.yyyy.y.nny.yyy
    html-select yyyayy.yyaynnynny.n.yyyyyyyynnyyy.ynnn.a.nny.yyn
    html-semantics nnnyyy.aaaannyana.y.naaaaaaannyyy.yyyy.y.nny.nnn
    html-small yyyyyyyyyyyyyyyyn.y.ynnnyyyyyyyyy.yyyyyy.yyy.yyy
    html-span yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    html-srcset nnnyyn.nnnnnnynnn.y.nnnnnnnnnnnnn.yyyy.y.nny.nnn
    html-strike yyyyyy.ayayyyynyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    html-strong yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    html-style yyyyyy.aaanynyyyynnnyyyyyyyyaaayanynnn.yyynyyyyy
    html-svg nnnyan.nnnnnnynnn.y.nyyynnnnnnyyy.yyyy.yynny.nnn
    html-table yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    html-target nnnaan.nnnnnnannn.y.nnnnaaanaannn.anyn.a.nna.nnn
    html-textarea yyyyyy.yyyynnynny.n.yyyynyyynnayy.nnnn.a.nny.nyy
    html-valign yyyyyy.yyyyyyyyyy.y.yyyyyyyyyyyyy.yyyy.y.yyy.yyy
    html-video nnnayn.nnnnnnynnn.n.nnnnnnynnnnnn.ayyy.y.nny.nnn
    html-wbr yyyyyy.aynynnnnny.y.nnnyyyyynnyyy.yyyy.y.nnn.yyy
    html-width yyyyyy.yyyyyyynyy.y.yyyyyyyyayyyy.yyyy.y.yyy.yyy
    """
}
