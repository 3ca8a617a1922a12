//! Search from the outside: what is typed, what is found, and why.

use renkei::domain::FacilityId;
use renkei::search::{Document, Field, How, Index, Query, Tier};
use rstest::rstest;

fn id(n: u8) -> FacilityId {
    FacilityId::from_bytes([n; 16])
}

fn doc(n: u8, fields: &[(Field, &str)]) -> Document {
    let mut doc = Document::new(id(n));
    for (field, text) in fields {
        doc.push(*field, text);
    }
    doc
}

/// Records of a place that does not exist.
fn city() -> Index {
    use Field::*;
    Index::build([
        doc(
            1,
            &[
                (Name, "医療法人　花川　花川中央病院"),
                (Kana, "イリョウホウジン　ハナカワ　ハナカワチュウオウビョウイン"),
                (Address, "花川市中町１－２－３"),
                (Town, "中町"),
                (TownKana, "なかまち"),
                (Phone, "03-0594-8556"),
                (Number, "9910100011"),
                (Kind, "病院"),
                (Code, "medical:hospital"),
            ],
        ),
        doc(
            2,
            &[
                (Name, "花川病院"),
                (Kana, "ハナカワビョウイン"),
                (Address, "花川市北町４５６"),
                (Town, "北町"),
                (TownKana, "きたまち"),
                (Phone, "03-0594-1200"),
                (Code, "medical:hospital"),
                (Kind, "病院"),
            ],
        ),
        doc(
            3,
            &[
                (Name, "訪問看護ステーション髙﨑"),
                (Kana, "ホウモンカンゴステーションタカサキ"),
                (ShortName, "たか訪看"),
                (Address, "花川市南町7"),
                (AddressKana, "はなかわし"),
                (Town, "南町"),
                (TownKana, "みなみまち"),
                (Phone, "0300001234"),
                (Code, "care:130"),
                (Kind, "訪問看護"),
                (Kind, "訪看"),
            ],
        ),
        doc(
            4,
            &[
                (Name, "特別養護老人ホーム　みどり園"),
                (Kana, "トクベツヨウゴロウジンホーム　ミドリエン"),
                (Address, "花川市北町9"),
                (Code, "care:510"),
                (Kind, "特養"),
                (Code, "vacancy:full"),
                (Vacancy, "満床"),
                (Code, "can:gastrostomy"),
                (Capability, "胃ろう"),
                (Number, "99B0100014"),
            ],
        ),
    ])
}

fn found(query: &str) -> Vec<u8> {
    city().search(&Query::parse(query), 50).rows.iter().map(|hit| hit.id.to_bytes()[0]).collect()
}

#[rstest]
#[case("花川", &[1, 2, 3, 4])]
#[case("はなかわ", &[1, 2, 3])]
#[case("ハナカワ", &[1, 2, 3])]
#[case("ﾊﾅｶﾜ", &[1, 2, 3])]
#[case("hanakawa", &[1, 2, 3])]
#[case("ｈａｎａｋａｗａ", &[1, 2, 3])]
#[case("HANAKAWA", &[1, 2, 3])]
#[case("hanakaw", &[1, 2, 3])]
#[case("花川病院", &[2, 1])]
#[case("花病", &[2])]
#[case("hanakwabyouin", &[])]
#[case("はなわびょういん", &[2, 1])]
#[case("9999", &[])]
#[case("花川　北町", &[2, 4])]
#[case("花川 -病院", &[3, 4])]
#[case("花川 −病院", &[3, 4])]
#[case("花川花川中央", &[1])]
#[case("\"花川 花川\"", &[1])]
#[case("高崎", &[3])]
#[case("髙﨑", &[3])]
#[case("すてーしょん", &[3])]
#[case("ステ−ション", &[3])]
#[case("suteeshonn", &[3])]
#[case("種別:特養", &[4])]
#[case("種別:特養,訪看", &[3, 4])]
#[case("kind:hospital", &[2, 1])]
#[case("kind:medical:hospital", &[2, 1])]
#[case("種別:病院 中町", &[1])]
#[case("空き:満床", &[4])]
#[case("-空き:満", &[2, 3, 1])]
#[case("医療:胃ろう", &[4])]
#[case("地区:北町", &[2, 4])]
#[case("地区:kita", &[2])]
#[case("住所:456", &[2])]
#[case("胃ろう", &[4])]
#[case("満床", &[4])]
#[case("0594-8556", &[1])]
#[case("8556", &[1])]
#[case("03-0594-8556", &[1])]
#[case("０３－０５９４－８５５６", &[1])]
#[case("(03)0594-8556", &[1])]
#[case("TEL 03 0594 8556（代）", &[1])]
#[case("+81 3-0594-8556", &[1])]
#[case("0594", &[2, 1])]
#[case("99b0100014", &[4])]
#[case("たか訪看", &[3])]
#[case("456", &[2])]
fn finds(#[case] query: &str, #[case] expected: &[u8]) {
    assert_eq!(found(query), expected, "{query}");
}

#[rstest]
#[case("はなかわ", Field::Kana, How::Reading, "ハナカワ")]
#[case("hanakawa", Field::Kana, How::Romaji, "ハナカワ")]
#[case("花川", Field::Name, How::Literal, "花川")]
#[case("8556", Field::Phone, How::Phone, "8556")]
#[case("5948556", Field::Phone, How::Phone, "594-8556")]
#[case("高崎", Field::Name, How::Variant, "髙﨑")]
#[case("髙﨑", Field::Name, How::Literal, "髙﨑")]
#[case("たか訪", Field::ShortName, How::ShortName, "たか訪")]
#[case("9910100011", Field::Number, How::Number, "9910100011")]
fn says_why(#[case] query: &str, #[case] field: Field, #[case] how: How, #[case] marked: &str) {
    let hits = city().search(&Query::parse(query), 1);
    let why = &hits.rows[0].why[0];
    assert_eq!((why.field, why.how), (field, how));
    let positions = &why.positions[0];
    let text: String = why.text.chars().skip(positions.start).take(positions.len()).collect();
    assert_eq!(text, marked);
}

#[test]
fn tiers_are_named() {
    let tier = |query: &str| city().search(&Query::parse(query), 1).rows[0].tier;
    assert_eq!(tier("花川病院"), Tier::Name);
    assert_eq!(tier("南町"), Tier::Town);
    assert_eq!(tier("花川市"), Tier::Address);
    assert_eq!(tier("1200"), Tier::Phone);
    assert_eq!(tier("特養"), Tier::Other);
}

#[test]
fn an_update_replaces_and_a_removal_removes() {
    let mut index = city();
    index.update(doc(2, &[(Field::Name, "改名病院")]));
    assert_eq!(index.len(), 4);
    assert_eq!(index.count(&Query::parse("改名")), 1);
    assert_eq!(index.count(&Query::parse("花川病院")), 0);
    assert!(index.remove(id(2)));
    assert!(!index.remove(id(2)));
    assert_eq!(index.count(&Query::parse("改名")), 0);
    assert_eq!(index.len(), 3);
}
