#!/usr/bin/env python3
"""Writes the sample workspace's CRM files into Assets/crm.

Everything is invented: people, companies, addresses (reserved .example domains) and phone numbers
(ranges that the regulators of Germany, the United Kingdom and Ireland keep for fiction). The
output depends on this file alone, so running it again changes nothing.

    python3 scripts/make-sample-data.py [FOLDER]
"""

import csv
import datetime
import json
import pathlib
import random
import sys

NOW = datetime.datetime(2026, 4, 15, 9, 0, tzinfo=datetime.timezone.utc)
SEED = 20260415

# --- Products ------------------------------------------------------------------------------------
# slug, name, category, price, description, features
PRODUCTS = [
    ("nightjar-tent", "Nightjar Tent", "camping", "289.00",
     "A two-person tent that goes up in four minutes and packs to the size of a loaf of bread.",
     ["2 people", "1.9 kg", "3,000 mm flysheet"]),
    ("ember-lantern", "Ember Lantern", "camping", "44.50",
     "Warm, dimmable light for the table or the ridge line. Forty hours on one charge.",
     ["USB-C", "350 lumens", "40 h"]),
    ("drift-sleeping-mat", "Drift Sleeping Mat", "camping", "79.00",
     "Seven centimetres of quiet air between you and the stones.",
     ["R-value 4.2", "480 g", "pump sack"]),
    ("tripod-stool", "Tripod Stool", "camping", "39.00",
     "Ash legs, a waxed-canvas seat and a strap. Folds under one arm.",
     ["ash wood", "holds 120 kg", "0.9 kg"]),
    ("enamel-mug", "Trail Enamel Mug", "camping", "14.90",
     "Chip-proof enamel with a rolled steel rim. Happy on a flame or a desk.",
     ["350 ml", "flame safe", "two colours"]),
    ("cone-dripper", "Stoneware Cone Dripper", "coffee", "32.00",
     "Hand-thrown ribs keep the water moving, so the last cup tastes like the first.",
     ["1-4 cups", "stoneware", "dishwasher safe"]),
    ("hand-grinder", "Millstone Hand Grinder", "coffee", "96.00",
     "Steel burrs and a walnut crank: thirty seconds from bean to bloom.",
     ["38 mm burrs", "24 steps", "30 g"]),
    ("gooseneck-kettle", "Heron Gooseneck Kettle", "coffee", "68.00",
     "A slow, narrow pour and a handle that stays cool.",
     ["900 ml", "all hobs", "thermometer"]),
    ("morning-cups", "Morning Cups, Set of Two", "coffee", "36.00",
     "Thick walls, no handle, and a glaze the colour of river sand.",
     ["200 ml each", "stoneware", "stackable"]),
    ("harbour-beans", "Harbour Blend Beans", "coffee", "15.50",
     "Cocoa, plum and a clean finish. Roasted on Tuesdays, posted on Wednesdays.",
     ["500 g", "medium roast", "whole bean"]),
    ("iron-skillet", "Forge Iron Skillet", "kitchen", "72.00",
     "Pre-seasoned cast iron for eggs, bread and everything between.",
     ["26 cm", "cast iron", "lifetime repair"]),
    ("cooks-knife", "Cove Cook's Knife", "kitchen", "118.00",
     "A thin, tough blade with a balance point exactly where your finger wants it.",
     ["20 cm", "carbon steel", "walnut"]),
    ("walnut-board", "Walnut Board", "kitchen", "58.00",
     "End-grain walnut with a juice groove and room for a whole loaf.",
     ["42 x 28 cm", "end grain", "oiled"]),
    ("mixing-bowls", "Nesting Bowls", "kitchen", "49.00",
     "Three bowls, one lid, no rattling in the cupboard.",
     ["1, 2 and 4 l", "stoneware", "oven safe"]),
    ("pepper-mill", "Turned Pepper Mill", "kitchen", "42.00",
     "Beech, a ceramic grinder and a sound you will look forward to.",
     ["21 cm", "ceramic grinder", "beech"]),
    ("long-spout-can", "Long-Spout Watering Can", "garden", "54.00",
     "Reaches the back of the bench without drowning the front.",
     ["5 l", "galvanised steel", "brass rose"]),
    ("hand-trowel", "Ash-Handled Trowel", "garden", "24.00",
     "A forged blade with depth marks and a handle that fits gloves.",
     ["forged steel", "ash", "depth marks"]),
    ("terracotta-pots", "Terracotta Pots, Set of Three", "garden", "33.00",
     "Frost-proof clay, thrown thick, with saucers that do not leak.",
     ["12, 16, 20 cm", "frost-proof", "saucers"]),
    ("secateurs", "Bypass Secateurs", "garden", "47.00",
     "Clean cuts up to two centimetres, and every part can be replaced.",
     ["20 mm", "bypass", "spare parts"]),
    ("seed-box", "Twelve-Month Seed Box", "garden", "29.00",
     "A tin with twelve dividers and a card for each month's sowing.",
     ["12 dividers", "30 envelopes", "sowing card"]),
    ("daypack", "Fell Daypack", "bags", "98.00",
     "Twenty-two litres of waxed canvas with a flask pocket in the right place.",
     ["22 l", "waxed canvas", "laptop sleeve"]),
    ("weekender", "Slipway Weekender", "bags", "149.00",
     "Two nights, one bag, no wheels to get stuck in cobbles.",
     ["38 l", "cabin size", "leather handles"]),
    ("market-tote", "Market Tote", "bags", "26.00",
     "Heavy cotton that stands up by itself while you look for your keys.",
     ["18 l", "organic cotton", "inside pocket"]),
    ("sling-pouch", "Sling Pouch", "bags", "42.00",
     "Phone, keys, a paperback: all of it, none of the bulge.",
     ["3 l", "recycled nylon", "two-way zip"]),
    ("wash-bag", "Roll-Top Wash Bag", "bags", "34.00",
     "Opens flat, hangs up, and forgives the shampoo.",
     ["waterproof lining", "hook", "four pockets"]),
    ("wool-blanket", "Headland Wool Blanket", "textiles", "129.00",
     "Recycled wool, woven in wide stripes, for sofas and cold beaches.",
     ["140 x 200 cm", "recycled wool", "fringe"]),
    ("linen-napkins", "Linen Napkins, Set of Four", "textiles", "38.00",
     "Washed linen that looks better creased.",
     ["45 cm", "washed linen", "hanging loop"]),
    ("merino-socks", "Merino Walking Socks", "textiles", "19.90",
     "Cushioned where boots rub and thin where they do not.",
     ["68 % merino", "sizes 36-47", "no seams"]),
    ("harbour-beanie", "Harbour Beanie", "textiles", "29.50",
     "Ribbed lambswool with a cuff you can turn twice.",
     ["lambswool", "one size", "five colours"]),
    ("long-scarf", "Long Scarf", "textiles", "59.00",
     "Two metres of soft check: once round for town, twice for the ferry.",
     ["200 x 35 cm", "lambswool", "check"]),
    ("bud-vase", "Pebble Bud Vase", "home", "27.00",
     "One stem is enough.",
     ["14 cm", "stoneware", "matt glaze"]),
    ("beeswax-candle", "Beeswax Candle", "home", "22.00",
     "Burns for thirty-five hours and smells of nothing but summer.",
     ["35 h", "pure beeswax", "cotton wick"]),
    ("dome-lamp", "Dome Table Lamp", "home", "139.00",
     "A spun-metal shade that throws a wide, low pool of light.",
     ["E27", "dimmer", "brass stem"]),
    ("quiet-clock", "Quiet Wall Clock", "home", "64.00",
     "A sweeping hand and no tick, so you only hear it when you look.",
     ["28 cm", "ash frame", "silent"]),
    ("round-mirror", "Rope-Hung Mirror", "home", "84.00",
     "A clear round of glass on a hemp rope and a turned peg.",
     ["40 cm", "hemp rope", "oak peg"]),
    ("field-notebook", "Field Notebook", "paper", "16.00",
     "Dot grid, stitched, and it stays open at the page you are on.",
     ["A5", "160 pages", "lies flat"]),
    ("desk-pen", "Kingfisher Fountain Pen", "paper", "52.00",
     "A steel nib with a little give and a barrel the blue of its name.",
     ["steel nib", "converter", "refillable"]),
    ("postcard-set", "Coast Path Postcards", "paper", "12.00",
     "Twelve small landscapes for the people who would have liked the walk.",
     ["12 cards", "letterpress", "envelopes"]),
    ("cedar-pencils", "Cedar Pencils, Box of Twelve", "paper", "13.50",
     "Soft graphite, sharp cedar and a box worth keeping.",
     ["2B", "cedar", "slide box"]),
    ("desk-tray", "Stacking Desk Tray", "paper", "41.00",
     "Oak with a leather floor. Small things stop wandering.",
     ["24 x 18 cm", "oak", "stackable"]),
]

# What is bought together, with how often it joins a basket.
COMPLEMENTS = {
    "nightjar-tent": [("drift-sleeping-mat", 0.6), ("ember-lantern", 0.5), ("tripod-stool", 0.2)],
    "drift-sleeping-mat": [("ember-lantern", 0.3), ("merino-socks", 0.2)],
    "ember-lantern": [("enamel-mug", 0.35)],
    "cone-dripper": [("harbour-beans", 0.65), ("gooseneck-kettle", 0.3), ("morning-cups", 0.3)],
    "hand-grinder": [("harbour-beans", 0.6), ("cone-dripper", 0.3)],
    "gooseneck-kettle": [("cone-dripper", 0.4), ("harbour-beans", 0.3)],
    "iron-skillet": [("pepper-mill", 0.3), ("walnut-board", 0.25)],
    "cooks-knife": [("walnut-board", 0.5)],
    "long-spout-can": [("terracotta-pots", 0.4), ("hand-trowel", 0.3)],
    "hand-trowel": [("seed-box", 0.4), ("terracotta-pots", 0.3)],
    "secateurs": [("hand-trowel", 0.3)],
    "daypack": [("merino-socks", 0.35), ("enamel-mug", 0.25), ("field-notebook", 0.15)],
    "weekender": [("wash-bag", 0.55)],
    "wool-blanket": [("beeswax-candle", 0.35), ("morning-cups", 0.15)],
    "harbour-beanie": [("long-scarf", 0.35), ("merino-socks", 0.25)],
    "bud-vase": [("beeswax-candle", 0.3)],
    "dome-lamp": [("quiet-clock", 0.15)],
    "field-notebook": [("desk-pen", 0.35), ("cedar-pencils", 0.35)],
    "desk-pen": [("field-notebook", 0.4)],
    "postcard-set": [("desk-pen", 0.2), ("cedar-pencils", 0.2)],
}

NEIGHBOURS = {
    "camping": ["bags", "textiles", "coffee"],
    "coffee": ["kitchen", "home", "paper"],
    "kitchen": ["coffee", "garden", "home"],
    "garden": ["kitchen", "home", "textiles"],
    "bags": ["camping", "paper", "textiles"],
    "textiles": ["home", "camping", "bags"],
    "home": ["textiles", "kitchen", "paper"],
    "paper": ["coffee", "home", "bags"],
}

INTEREST_VALUES = {
    "camping": ["wild camping", "hut-to-hut walks", "bikepacking", "stargazing"],
    "coffee": ["pour-over", "espresso", "home roasting", "cupping"],
    "kitchen": ["sourdough", "open-fire cooking", "knife skills", "preserving"],
    "garden": ["balcony boxes", "seed saving", "herbs", "roses"],
    "bags": ["weekend trips", "commuting by bike", "carry-on only"],
    "textiles": ["wool", "natural dyes", "mending", "linen"],
    "home": ["ceramics", "lighting", "small spaces", "flowers"],
    "paper": ["journaling", "letter writing", "sketching"],
}

# --- Corporations and places ---------------------------------------------------------------------
CORPORATIONS = [
    ("corp-01", "HO-1000", "company", "Harebell & Oar", ["retail", "homeware"], "Kanalstraße 14", "Hamburg", "20457", "DE"),
    ("corp-02", "HO-2001", "company", "Kleine Rösterei Aalwinkel", ["coffee", "roastery"], "Aalwinkel 3", "Lübeck", "23552", "DE"),
    ("corp-03", "HO-2002", "franchise", "Bergruf Outdoor", ["camping", "bags"], "Talstraße 81", "München", "80331", "DE"),
    ("corp-04", "HO-2003", "company", "Foxglove Garden Centre", ["garden"], "12 Quarry Lane", "Leeds", "LS1 4XX", "GB"),
    ("corp-05", "HO-2004", "organization", "Coast Path Walkers' Union", ["walking", "camping"], "5 Signal Row", "Galway", "H91 XX00", "IE"),
    ("corp-06", "HO-2005", "company", "Studio Fjordlys", ["design", "home"], "Havnegade 20", "Aarhus", "8000", "DK"),
    ("corp-07", "HO-2006", "organization", "Verein Stadtgrün e. V.", ["garden", "community"], "Gärtnerweg 7", "Wien", "1070", "AT"),
    ("corp-08", "HO-2007", "franchise", "Pan & Pantry", ["kitchen"], "40 Ferry Street", "Dublin", "D02 XX00", "IE"),
    ("corp-09", "HO-2008", "company", "Papeterie Mésange", ["paper"], "9 rue des Tilleuls", "Lyon", "69002", "FR"),
    ("corp-10", "HO-2009", "company", "Noor Interiors", ["home", "textiles"], "Lindenallee 55", "Berlin", "10119", "DE"),
    ("corp-11", "HO-2010", "company", "Saffron Lane Kitchens", ["kitchen", "coffee"], "77 Mill Road", "Manchester", "M1 1XX", "GB"),
    ("corp-12", "HO-2011", "organization", "Night Sky Society", ["stargazing", "camping"], "Sternwartenweg 2", "Potsdam", "14482", "DE"),
]

# id, region, latitude, longitude, name, types, corporation, street, city, postal code, country
PLACES = [
    ("place-01", "north", "53.5436", "9.9887", "Harebell & Oar Hamburg", ["store", "pickup"], "corp-01", "Kanalstraße 14", "Hamburg", "20457", "DE"),
    ("place-02", "east", "52.5296", "13.4017", "Harebell & Oar Berlin", ["store", "workshop"], "corp-01", "Linienhof 8", "Berlin", "10119", "DE"),
    ("place-03", "south", "48.1374", "11.5755", "Harebell & Oar München", ["store", "pickup"], "corp-01", "Talstraße 12", "München", "80331", "DE"),
    ("place-04", "west", "50.9413", "6.9583", "Harebell & Oar Köln", ["store"], "corp-01", "Rheingasse 30", "Köln", "50676", "DE"),
    ("place-05", "islands", "53.3438", "-6.2546", "Harebell & Oar Dublin", ["store", "pickup"], "corp-01", "18 Ferry Street", "Dublin", "D02 XX01", "IE"),
    ("place-06", "north", "53.8667", "10.6866", "Rösterei Aalwinkel", ["cafe", "roastery"], "corp-02", "Aalwinkel 3", "Lübeck", "23552", "DE"),
    ("place-07", "east", "52.5331", "13.4107", "Aalwinkel Kaffeebar", ["cafe"], "corp-02", "Schwedter Hof 2", "Berlin", "10119", "DE"),
    ("place-08", "south", "48.1390", "11.5660", "Bergruf München", ["store"], "corp-03", "Talstraße 81", "München", "80331", "DE"),
    ("place-09", "south", "47.2692", "11.4041", "Bergruf Innsbruck", ["store"], "corp-03", "Nordkette 6", "Innsbruck", "6020", "AT"),
    ("place-10", "islands", "53.7997", "-1.5492", "Foxglove Leeds", ["garden centre"], "corp-04", "12 Quarry Lane", "Leeds", "LS1 4XX", "GB"),
    ("place-11", "islands", "53.2743", "-9.0490", "Walkers' House Galway", ["club house"], "corp-05", "5 Signal Row", "Galway", "H91 XX00", "IE"),
    ("place-12", "nordics", "56.1518", "10.2107", "Studio Fjordlys", ["studio"], "corp-06", "Havnegade 20", "Aarhus", "8000", "DK"),
    ("place-13", "south", "48.2010", "16.3490", "Gemeinschaftsgarten Neubau", ["garden"], "corp-07", "Gärtnerweg 7", "Wien", "1070", "AT"),
    ("place-14", "islands", "53.3452", "-6.2590", "Pan & Pantry Dublin", ["store", "cookery school"], "corp-08", "40 Ferry Street", "Dublin", "D02 XX00", "IE"),
    ("place-15", "west", "45.7578", "4.8320", "Papeterie Mésange", ["store"], "corp-09", "9 rue des Tilleuls", "Lyon", "69002", "FR"),
    ("place-16", "east", "52.5280", "13.4050", "Noor Showroom", ["showroom"], "corp-10", "Lindenallee 55", "Berlin", "10119", "DE"),
    ("place-17", "islands", "53.4794", "-2.2453", "Saffron Lane", ["cookery school"], "corp-11", "77 Mill Road", "Manchester", "M1 1XX", "GB"),
    ("place-18", "east", "52.3906", "13.0645", "Sternwarte Potsdam", ["observatory"], "corp-12", "Sternwartenweg 2", "Potsdam", "14482", "DE"),
    ("place-19", "nordics", "55.6761", "12.5683", "Harebell & Oar København", ["store"], "corp-01", "Kanalgade 9", "København", "1208", "DK"),
    ("place-20", "west", "52.3676", "4.9041", "Harebell & Oar Amsterdam", ["store", "pickup"], "corp-01", "Gracht 221", "Amsterdam", "1016", "NL"),
]

# --- People --------------------------------------------------------------------------------------
# first name, last name, local part of the address, locale, home place
LATIN = [
    ("Anneliese", "Brückner", "anneliese.brueckner", "de", 1), ("Jürgen", "Weiß", "juergen.weiss", "de", 3),
    ("Søren", "Ødegaard", "soeren.oedegaard", "en", 19), ("Zoë", "O'Connell", "zoe.oconnell", "en-GB", 5),
    ("François", "Lefèvre", "francois.lefevre", "fr", 15), ("Łukasz", "Wójcik", "lukasz.wojcik", "en", 2),
    ("Željka", "Horvat", "zeljka.horvat", "en", 13), ("Tomáš", "Novotný", "tomas.novotny", "en", 2),
    ("Ingrīda", "Bērziņa", "ingrida.berzina", "en", 1), ("Þórdís", "Jónsdóttir", "thordis.jonsdottir", "en", 12),
    ("Mária", "Szőke", "maria.szoeke", "en", 13), ("Ștefan", "Țurcanu", "stefan.turcanu", "en", 2),
    ("Siobhán", "Ní Bhriain", "siobhan.nibhriain", "en-GB", 11), ("José María", "Núñez", "jose.nunez", "en", 4),
    ("Inês", "Gonçalves", "ines.goncalves", "en", 20), ("Åsa", "Lindström", "asa.lindstroem", "en", 12),
    ("Gülşah", "Yılmaz", "guelsah.yilmaz", "de", 2), ("İpek", "Çağlar", "ipek.caglar", "de", 16),
    ("Nguyễn", "Thị Hồng", "nguyen.hong", "en", 20), ("Matthias", "Großmann", "matthias.grossmann", "de", 3),
    ("Clémence", "d'Aubigné", "clemence.daubigne", "fr", 15), ("Rūta", "Žukauskaitė", "ruta.zukauskaite", "en", 1),
    ("Bjørn", "Håkonsen", "bjoern.haakonsen", "en", 19), ("Éamon", "Mac Giolla", "eamon.macgiolla", "en-GB", 11),
    ("Lotte", "van der Meer", "lotte.vandermeer", "en", 20), ("Hanna", "Kowalczyk", "hanna.kowalczyk", "de", 2),
    ("Friedrich", "Köhler", "friedrich.koehler", "de", 4), ("Änne", "Müller-Lüdenscheidt", "aenne.ml", "de", 1),
    ("Katharina", "Öztürk", "katharina.oeztuerk", "de", 4), ("Leopold", "Grünwald", "leopold.gruenwald", "de-AT", 13),
    ("Resi", "Hörmann", "resi.hoermann", "de-AT", 9), ("Benedikt", "Stöger", "benedikt.stoeger", "de-AT", 9),
    ("Ciara", "Gallagher", "ciara.gallagher", "en-GB", 14), ("Owen", "Hartley", "owen.hartley", "en-GB", 10),
    ("Priscilla", "Ashworth", "priscilla.ashworth", "en-GB", 17), ("Tom", "Fairweather", "tom.fairweather", "en-GB", 17),
    ("Maeve", "Donnelly", "maeve.donnelly", "en", 5), ("Callum", "Drummond", "callum.drummond", "en-GB", 10),
    ("Amara", "Okonkwo", "amara.okonkwo", "en", 5), ("Kwame", "Boateng", "kwame.boateng", "en", 20),
    ("Daniel", "Achterberg", "daniel.achterberg", "en", 20), ("Sofie", "Claessens", "sofie.claessens", "en", 20),
    ("Marta", "Santángelo", "marta.santangelo", "en", 4), ("Giulia", "Bellandi", "giulia.bellandi", "en", 3),
    ("Elif", "Demir", "elif.demir", "de", 2), ("Jonas", "Petersen", "jonas.petersen", "de", 1),
    ("Frauke", "Janßen", "frauke.janssen", "de", 6), ("Henning", "Claasen", "henning.claasen", "de", 6),
    ("Wiebke", "Tönnies", "wiebke.toennies", "de", 1), ("Rosalie", "Engelhardt", "rosalie.engelhardt", "de", 18),
    ("Tobias", "Vogelsang", "tobias.vogelsang", "de", 7), ("Mirjam", "Süßkind", "mirjam.suesskind", "de", 2),
    ("Paul", "Reinhardt", "paul.reinhardt", "de", 3), ("Klara", "Löwe", "klara.loewe", "de", 7),
    ("Ida", "Mikkelsen", "ida.mikkelsen", "en", 12), ("Freja", "Nørgaard", "freja.noergaard", "en", 19),
    ("Emil", "Kjær", "emil.kjaer", "en", 19), ("Aisling", "Byrne", "aisling.byrne", "en", 14),
    ("Rhys", "Llewellyn", "rhys.llewellyn", "en-GB", 17), ("Beatrice", "Holloway", "beatrice.holloway", "en-GB", 10),
    ("Maximiliane Friederike", "von und zu Hohenstein-Waldburg", "m.hohenstein", "de", 3),
    ("Al", "Ng", "al.ng", "en", 5), ("Jo", "Li", "jo.li", "en", 14), ("Naomi", "Feldman", "naomi.feldman", "en", 16),
]
ARABIC = [
    ("ليلى", "حداد", "layla.haddad"), ("عمر", "الفاروق", "omar.alfarouq"), ("سلمى", "منصور", "salma.mansour"),
    ("يوسف", "خليل", "youssef.khalil"), ("نور", "الهدى", "nour.alhuda"), ("كريم", "بن سالم", "karim.bensalem"),
    ("هالة", "العطار", "hala.alattar"), ("طارق", "زيدان", "tariq.zidan"), ("رنا", "شاهين", "rana.shahin"),
    ("محمد", "عبد الرحمن", "mohamed.abdelrahman"), ("دانة", "القاسم", "dana.alqasim"), ("سامي", "نجار", "sami.najjar"),
]
DEVANAGARI = [
    ("आरव", "शर्मा", "aarav.sharma"), ("अनन्या", "अय्यर", "ananya.iyer"), ("प्रिया", "देशपांडे", "priya.deshpande"),
    ("रोहन", "मेहता", "rohan.mehta"), ("काव्या", "कुलकर्णी", "kavya.kulkarni"), ("विक्रम", "सिंह", "vikram.singh"),
    ("मीरा", "जोशी", "meera.joshi"), ("अर्जुन", "श्रेष्ठ", "arjun.shrestha"), ("दीपिका", "राव", "deepika.rao"),
    ("सिद्धार्थ", "मिश्र", "siddharth.mishra"), ("ज्योति", "पाटील", "jyoti.patil"), ("ईशान", "भट्ट", "ishaan.bhatt"),
]
CHINESE = [
    ("伟", "王", "wei.wang"), ("芳", "李", "fang.li"), ("静怡", "陈", "jingyi.chen"), ("子涵", "张", "zihan.zhang"),
    ("明轩", "刘", "mingxuan.liu"), ("雨桐", "赵", "yutong.zhao"), ("家豪", "林", "jiahao.lin"), ("思远", "周", "siyuan.zhou"),
    ("雅婷", "黃", "yating.huang"), ("志強", "許", "zhiqiang.xu"), ("若曦", "孙", "ruoxi.sun"), ("欣怡", "吳", "xinyi.wu"),
]
THAI = [
    ("สมชาย", "ใจดี", "somchai.jaidee"), ("กัญญา", "ศรีสุข", "kanya.srisuk"), ("ณัฐพล", "วงศ์ทอง", "nattapon.wongthong"),
    ("พิมพ์ชนก", "แก้วมณี", "pimchanok.kaewmanee"), ("ธนกฤต", "บุญมา", "thanakrit.boonma"), ("อรทัย", "สุวรรณ", "orathai.suwan"),
    ("ปิยะ", "ชัยชนะ", "piya.chaichana"), ("มาลี", "รุ่งเรือง", "malee.rungrueang"),
]
PLAIN = [
    ("Grace", "Whitfield", "grace.whitfield"), ("Henry", "Osgood", "henry.osgood"), ("Ivy", "Marlowe", "ivy.marlowe"),
    ("Noah", "Pemberton", "noah.pemberton"), ("Ruth", "Castellan", "ruth.castellan"), ("Silas", "Underhill", "silas.underhill"),
    ("Tessa", "Quill", "tessa.quill"), ("Victor", "Langdon", "victor.langdon"), ("Wren", "Abernathy", "wren.abernathy"),
    ("Yara", "Montague", "yara.montague"), ("Edith", "Salter", "edith.salter"), ("Felix", "Garrick", "felix.garrick"),
    ("Hattie", "Loxley", "hattie.loxley"), ("Jasper", "Penrose", "jasper.penrose"), ("Lena", "Thorne", "lena.thorne"),
    ("Miles", "Everly", "miles.everly"), ("Orla", "Finch", "orla.finch"), ("Quentin", "Shaw", "quentin.shaw"),
    ("Robin", "Sedge", "robin.sedge"), ("Una", "Tarrant", "una.tarrant"),
]

MAIL_DOMAINS = ["postbox.example", "mailhaus.example", "letterbox.example", "inbox.example"]
JOB_TITLES = ["Buyer", "Architect", "Teacher", "Product Designer", "Software Developer", "Head Chef",
              "Café Owner", "Nurse", "Librarian", "Photographer", "Event Manager", "Landscape Gardener"]
STATES = {"Hamburg": "Hamburg", "Berlin": "Berlin", "München": "Bayern", "Köln": "Nordrhein-Westfalen",
          "Dublin": "Leinster", "Lübeck": "Schleswig-Holstein", "Innsbruck": "Tirol", "Leeds": "England",
          "Galway": "Connacht", "Aarhus": "Midtjylland", "Wien": "Wien", "Lyon": "Auvergne-Rhône-Alpes",
          "Manchester": "England", "Potsdam": "Brandenburg", "København": "Hovedstaden",
          "Amsterdam": "Noord-Holland"}


def phone(rng, country, number):
    """A number from a range reserved for fiction."""
    if country in ("DE", "AT"):
        return f"+493023125{number % 1000:03d}"
    if country == "GB":
        return f"+447700900{number % 1000:03d}"
    if country == "IE":
        return f"+3532091{number % 100000:05d}"
    return ""


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def make_contacts(rng):
    people = [(f, l, e, loc, place) for f, l, e, loc, place in LATIN]
    for group, places in ((ARABIC, [2, 16, 4, 20]), (DEVANAGARI, [5, 17, 2, 20]),
                          (CHINESE, [3, 1, 5, 17]), (THAI, [2, 20, 19, 5])):
        for index, (first, last, local) in enumerate(group):
            people.append((first, last, local, "de" if index % 6 == 5 else "en", places[index % 4]))
    for index, (first, last, local) in enumerate(PLAIN):
        people.append((first, last, local, "en", 1 + (index * 7) % 20))
    people.append(("Robyn 🌿", "Greenaway", "robyn.greenaway", "en", 5))
    people.append(("", "Vandermolen", "info.vandermolen", "en", 20))
    head, tail = people[:1], people[1:]
    rng.shuffle(tail)
    people = head + tail

    places = {p[0]: p for p in PLACES}
    corporations = {c[0]: c for c in CORPORATIONS}
    withdrawn = {17, 88}
    unknown = {9, 41, 63, 104}
    contacts = []
    for number, (first, last, local, locale, place_number) in enumerate(people, start=1):
        place = places[f"place-{place_number:02d}"]
        city, country = place[8], place[10]
        works = rng.random() < 0.45
        corporation = corporations[place[6]][3] if works and place[6] != "corp-01" else ""
        staff = number in (5, 52, 97)
        if staff:
            corporation = "Harebell & Oar"
        consent = "withdrawn" if number in withdrawn else "unknown" if number in unknown else "granted"
        consent_at = NOW - datetime.timedelta(days=rng.randint(20, 900), seconds=rng.randint(0, 86399))
        primary = rng.choice(list(NEIGHBOURS))
        contacts.append({
            "contact_uuid": f"contact-{number:03d}",
            "email": f"{local}@{'harebell.example' if staff else rng.choice(MAIL_DOMAINS)}",
            "first_name": first,
            "last_name": last,
            "phone_number": phone(rng, country, 100 + number) if rng.random() < 0.8 else "",
            "company": corporation,
            "job_title": ("Shop Manager" if staff else rng.choice(JOB_TITLES)) if works or staff else "",
            "city": city,
            "state": STATES[city],
            "locale": locale,
            "place_uuid": place[0],
            "consent": consent,
            "consent_source": {"granted": rng.choice(["checkout", "newsletter form", "store sign-up"]),
                               "withdrawn": "unsubscribe link", "unknown": ""}[consent],
            "consent_at": "" if consent == "unknown" else stamp(consent_at),
            "data.tier": "staff" if staff else "silver",  # set again once purchases are known
            "data.favourite_category": primary,
            "data.newsletter": rng.choice(["weekly", "monthly", "monthly"]),
        })
    return contacts


def make_purchases(rng, contacts, total=600):
    products = {p[0]: p for p in PRODUCTS}
    by_category = {}
    for p in PRODUCTS:
        by_category.setdefault(p[2], []).append(p[0])
    # A few products are loved more than the others of their category.
    pull = {p[0]: [5, 4, 3, 2.5, 2][index % 5] for index, p in enumerate(PRODUCTS)}
    # Coffee beans come back every month; tents do not.
    pull["harbour-beans"] = 7
    # People differ: most buy twice a year, a few every fortnight, and one in ten never did.
    appetite = {c["contact_uuid"]: 0 if index % 10 == 7 else rng.paretovariate(1.3)
                for index, c in enumerate(contacts)}
    once = {"nightjar-tent", "hand-grinder", "gooseneck-kettle", "cooks-knife", "iron-skillet",
            "weekender", "daypack", "dome-lamp", "quiet-clock", "round-mirror", "walnut-board",
            "pepper-mill", "secateurs", "long-spout-can", "drift-sleeping-mat", "seed-box"}
    owned = {c["contact_uuid"]: set() for c in contacts}
    ids = [c["contact_uuid"] for c in contacts]
    weights = [min(appetite[i], 9) for i in ids]
    favourite = {c["contact_uuid"]: c["data.favourite_category"] for c in contacts}
    baskets = []
    lines = 0
    while lines < total:
        user = rng.choices(ids, weights)[0]
        category = favourite[user]
        roll = rng.random()
        if roll > 0.9:
            category = rng.choice(list(by_category))
        elif roll > 0.62:
            category = rng.choice(NEIGHBOURS[category])
        days = int(410 * rng.random() ** 1.25)
        moment = NOW - datetime.timedelta(days=1 + days)
        moment = moment.replace(hour=rng.randint(7, 21), minute=rng.randint(0, 59), second=rng.randint(0, 59))
        # The season decides: tents in May, blankets in November.
        if category in ("camping", "garden") and moment.month in (11, 12, 1) and rng.random() < 0.7:
            continue
        candidates = [s for s in by_category[category] if s not in owned[user] or s not in once]
        if not candidates:
            continue
        basket = [rng.choices(candidates, [pull[s] for s in candidates])[0]]
        for step in range(3):
            if step >= len(basket):
                break
            for other, chance in COMPLEMENTS.get(basket[step], []):
                free = other not in basket and (other not in owned[user] or other not in once)
                if free and rng.random() < chance * 0.85 and len(basket) < 4:
                    basket.append(other)
        basket = basket[:total - lines]
        owned[user].update(basket)
        lines += len(basket)
        baskets.append((moment, user, basket))
    baskets.sort()
    rows = []
    for number, (moment, user, basket) in enumerate(baskets, start=1):
        for line, slug in enumerate(basket, start=1):
            list_price = int(products[slug][3].replace(".", ""))
            sale = moment.month == 11 and moment.day >= 20
            amount = list_price * 85 // 100 if sale else list_price
            satisfaction = ""
            if rng.random() < 0.55:
                satisfaction = rng.choices(["5", "4", "3", "2", "1"], [46, 34, 13, 5, 2])[0]
            rows.append({
                "id": f"purchase-{1000 + number}-{line}",
                "user_id": user,
                "product_id": slug,
                "amount": f"{amount // 100}.{amount % 100:02d}",
                "category": products[slug][2],
                "timestamp": stamp(moment),
                "metadata.order_id": f"order-{1000 + number}",
                "metadata.satisfaction_score": satisfaction,
            })
    return rows


def set_tiers(contacts, purchases):
    spent = {}
    for row in purchases:
        spent[row["user_id"]] = spent.get(row["user_id"], 0) + int(row["amount"].replace(".", ""))
    for contact in contacts:
        if contact["data.tier"] != "staff":
            total = spent.get(contact["contact_uuid"], 0)
            contact["data.tier"] = "gold" if total >= 40000 else "silver" if total >= 6000 else "new"


def make_interests(rng, contacts, purchases):
    bought = {}
    for row in purchases:
        counts = bought.setdefault(row["user_id"], {})
        counts[row["category"]] = counts.get(row["category"], 0) + 1
    rows = []
    for contact in contacts:
        user = contact["contact_uuid"]
        if rng.random() < 0.12:
            continue
        favourite = contact["data.favourite_category"]
        chosen = {favourite: ("preference form", rng.randint(70, 98))}
        for category in sorted(bought.get(user, {}), key=lambda c: (-bought[user][c], c))[:2]:
            chosen.setdefault(category, ("purchases", min(95, 40 + 12 * bought[user][category])))
        if rng.random() < 0.3:
            chosen.setdefault(rng.choice(NEIGHBOURS[favourite]), ("quiz", rng.randint(30, 75)))
        for category, (source, confidence) in chosen.items():
            rows.append({
                "user_id": user,
                "interest_category": category,
                "interest_value": rng.choice(INTEREST_VALUES[category]),
                "confidence_score": f"0.{confidence:02d}",
                "source": source,
            })
    return rows


REQUESTS = [
    ("Spare pole for a tent", "The middle pole split in a storm. Can I buy just the one?"),
    ("Gift wrapping", "Two parcels to two addresses, please, and no prices inside."),
    ("Grinder setting", "Which step do you use for a moka pot?"),
    ("Order for the office", "Twelve sets of cups by the end of the month. Is there a trade price?"),
    ("Left-handed secateurs", "Do the bypass secateurs come in a left-handed version?"),
    ("Skillet repair", "The handle has a hairline crack. Where do I send it?"),
    ("Workshop places", "Is there still room at the pour-over evening for two?"),
    ("Change of address", "I moved across town. Please send the next order to the new flat."),
    ("Colour match", "Is the blanket's blue closer to slate or to cornflower?"),
    ("Late parcel", "Tracking has said 'out for delivery' since Monday."),
    ("Refills", "Will you sell ink in larger bottles again?"),
    ("Return without box", "May I return the lamp without its original carton?"),
]

EVENTS = [
    # slug, title, description, start, hours, venue, capacity, owner, hosts, attendees
    ("winter-repair-evening", "Winter Repair Evening",
     "Bring a jumper, a zip or a pan with a problem. We have the needles, the tools and the tea.",
     "2025-11-20T17:00:00Z", 3, "Harebell & Oar Hamburg, Kanalstraße 14", 24, 4, 2, 19),
    ("advent-market", "Advent Market",
     "Makers from all over the coast, candle dipping at four, carols at six.",
     "2025-12-06T13:00:00Z", 6, "Harebell & Oar Berlin, Linienhof 8", 40, 11, 2, 31),
    ("stars-over-potsdam", "Stars over Potsdam",
     "One dark field, three telescopes and a guide who knows the stories. Dress for minus five.",
     "2026-02-13T18:30:00Z", 4, "Sternwarte Potsdam, Sternwartenweg 2", 18, 25, 1, 16),
    ("slow-coffee-evening", "Slow Coffee Evening",
     "Three beans, two pours and one long table.\n\n"
     "- **19:00** Doors, a first cup and introductions\n"
     "- **19:30** Pour-over at your own pace, with Tobias from the roastery\n"
     "- **20:30** Blind tasting, small prizes, no experts\n\n"
     "Cups, kettles and beans are on the table. Bring curiosity, and a jar if you want to take some beans home.",
     "2026-05-07T17:00:00Z", 3, "Harebell & Oar Berlin, Linienhof 8", 32, 7, 2, 12),
    ("balcony-planting-day", "Balcony Planting Day",
     "Choose a pot, choose three plants, leave with a balcony.",
     "2026-05-23T09:00:00Z", 5, "Gemeinschaftsgarten Neubau, Gärtnerweg 7, Wien", 30, 33, 1, 9),
    ("first-night-out", "First Night Out",
     "A night in a tent for people who have never slept in one. We carry the spare pegs.",
     "2026-06-12T15:00:00Z", 20, "Walkers' House Galway, 5 Signal Row", 16, 46, 2, 7),
]


def make_events(rng, contacts):
    ids = [c["contact_uuid"] for c in contacts]
    rows = []
    for number, (slug, title, text, start, hours, venue, capacity, owner, hosts, attendees) in enumerate(EVENTS, 1):
        begin = datetime.datetime.fromisoformat(start.replace("Z", "+00:00"))
        people = rng.sample(ids, hosts + attendees)
        rows.append({
            "event_id": f"event-{number}",
            "slug": slug,
            "title": title,
            "description": text,
            "start_at": start,
            "end_at": stamp(begin + datetime.timedelta(hours=hours)),
            "venue": venue,
            "max_capacity": capacity,
            "owner": f"contact-{owner:03d}",
            "host_ids": sorted(people[:hosts]),
            "attendee_ids": sorted(people[hosts:]),
        })
    return rows


def write_csv(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_json(path, rows):
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_jsonl(path, rows, decimals=()):
    lines = []
    for row in rows:
        line = json.dumps(row, ensure_ascii=False)
        # Decimals are numbers with exactly the digits we mean, never a rounded double.
        for key in decimals:
            line = line.replace(f'"{key}": "{row[key]}"', f'"{key}": {row[key]}')
        lines.append(line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else (
        pathlib.Path(__file__).resolve().parent.parent / "Assets" / "crm")
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    contacts = make_contacts(rng)
    purchases = make_purchases(rng, contacts)
    set_tiers(contacts, purchases)
    interests = make_interests(rng, contacts, purchases)
    requests = []
    for number in range(1, 25):
        title, detail = REQUESTS[(number - 1) % len(REQUESTS)]
        contact = rng.choice(contacts)
        row = {"request_uuid": f"request-{number:02d}", "contact_uuid": contact["contact_uuid"],
               "request_title": title, "request_detail": detail}
        if rng.random() < 0.7:
            row["place_uuid"] = contact["place_uuid"]
        requests.append(row)
    events = make_events(rng, contacts)

    write_csv(folder / "contacts.csv", contacts)
    write_csv(folder / "purchases.csv", purchases)
    write_csv(folder / "places.csv", [{
        "place_uuid": p[0], "region": p[1], "latitude": p[2], "longitude": p[3], "business_name": p[4],
        "types": ";".join(p[5]), "corporation_uuid": p[6], "address.street": p[7], "address.city": p[8],
        "address.postal_code": p[9], "address.country": p[10]} for p in PLACES])
    write_json(folder / "corporations.json", [{
        "corporation_uuid": c[0], "external_id": c[1], "corporation_type": c[2], "business_name": c[3],
        "categories": c[4], "address": {"street": c[5], "city": c[6], "postal_code": c[7], "country": c[8]},
    } for c in CORPORATIONS])
    products = json.dumps([{
        "id": p[0], "name": p[1], "category": p[2], "price": f"@{p[3]}@", "description": p[4],
        "image_url": f"Assets/images/products/{p[0]}.png",
        "metadata": {"features": p[5], "in_stock": p[0] not in ("seed-box", "round-mirror")},
    } for p in PRODUCTS], ensure_ascii=False, indent=2)
    products = products.replace('"@', "").replace('@"', "")
    (folder / "products.json").write_text(products + "\n", encoding="utf-8")
    write_jsonl(folder / "interests.jsonl", interests, decimals=("confidence_score",))
    write_jsonl(folder / "requests.jsonl", requests)
    write_json(folder / "events.json", events)


if __name__ == "__main__":
    main()
