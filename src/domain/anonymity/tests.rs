use jiff::civil::date;
use rstest::rstest;

use super::*;

fn known() -> Known {
    let mut known = Known::new(|c| if c == '髙' { '高' } else { c });
    for name in ["凪浜 静江", "ナギハマ シズエ", "高瀬 ふみ", "林 誠"] {
        known.add_name(name);
    }
    known.add_desk("杣木 奏");
    known.add_address("風見県汐凪市浮舟町214番地");
    known.add_birth(date(1941, 8, 2));
    known.add_public_number("03-0000-0100");
    known.add_public_number("2490500010");
    known.add_public_postal_code("000-0164");
    known.add_public_address("汐凪市月見坂1丁目18番3号");
    known.add_public_mail("info@mio.example");
    known
}

fn hard(text: &str) -> Vec<Clue> {
    check(text, &known()).into_iter().map(|one| one.what).filter(|what| what.is_hard()).collect()
}

#[rstest]
#[case("凪浜静江が通う事業所", Clue::Name)]
#[case("凪浜　静江の件", Clue::Name)]
#[case("なぎはましずえ", Clue::Name)]
#[case("ﾅｷﾞﾊﾏ ｼｽﾞｴ", Clue::Name)]
#[case("静江ちゃんの件", Clue::Name)]
#[case("凪浜君の件", Clue::Name)]
#[case("髙瀬ふみ宅", Clue::Name)]
#[case("凪浜\n静江", Clue::Name)]
#[case("山田様より", Clue::Addressed)]
#[case("田中さんの例を考える", Clue::Addressed)]
#[case("ハナコさんは", Clue::Addressed)]
#[case("鈴木氏が発言", Clue::Addressed)]
#[case("連絡は090-1234-5678へ", Clue::Phone)]
#[case("０９０（１２３４）５６７８", Clue::Phone)]
#[case("電話 0594 12 3456", Clue::Phone)]
#[case("+81-90-1234-5678", Clue::Phone)]
#[case("09012345678まで", Clue::Phone)]
#[case("〒511-0001", Clue::PostalCode)]
#[case("３丁目にお住まい", Clue::Address)]
#[case("浮舟町214番地", Clue::Address)]
#[case("二丁目の角", Clue::Address)]
#[case("月見坂5-6-7の方", Clue::Address)]
#[case("本町 12番5号", Clue::Address)]
#[case("hanako.y@mail.example", Clue::Mail)]
#[case("昭和16年8月2日生まれ", Clue::BirthDate)]
#[case("1941/8/2", Clue::BirthDate)]
#[case("番号 1234567890", Clue::Number)]
fn a_name_a_phone_an_address_hold_a_publication_up(#[case] text: &str, #[case] what: Clue) {
    assert!(hard(text).contains(&what), "{text}: {:?}", hard(text));
}

#[rstest]
#[case("同じような質問はQ&A方式でホームページに公開します。")]
#[case("お客様・利用者様・ご家族様へ")]
#[case("皆さん、たくさんのご参加ありがとうございました")]
#[case("患者さんとケアマネさん、ヘルパーさん")]
#[case("同様に、多様な様式を仕様に合わせる様子")]
#[case("氏名は書かないでください")]
#[case("訪問看護ステーションさんへ、薬局様へ")]
#[case("問い合わせ: 03-0000-0100 (センター)")]
#[case("令和8年5月28日 18:00-19:00")]
#[case("2026-05-28に68事業所、回答率91.1%")]
#[case("(1) 配布 (2) 回収 3-4名")]
#[case("事務連絡①〜⑬を掲載する")]
#[case("会場: 汐凪市月見坂1丁目18番3号")]
#[case("事業所番号 2490500010")]
#[case("〒000-0164")]
#[case("info@mio.example まで")]
#[case("担当は@病棟、期限6/14")]
#[case("通いの場96、健康ケア教室21を含む652施設")]
#[case("丁目ごとの集まりを開く")]
#[case("平均85歳、101号室で開催")]
#[case("お母さん・お父さん・先生・民生委員さん")]
#[case("日生活の支援、1日生活の流れ")]
fn what_everybody_may_read_holds_nothing_up(#[case] text: &str) {
    assert_eq!(hard(text), [], "{text}");
}

#[test]
fn what_is_told_and_holds_nothing_up() {
    let told = |text: &str| check(text, &known()).into_iter().map(|one| one.what).collect::<Vec<_>>();
    assert_eq!(told("85歳の方"), [Clue::Age]);
    assert_eq!(told("301号室"), [Clue::Room]);
    assert_eq!(told("窓口は杣木奏"), [Clue::Desk]);
}

#[test]
fn a_finding_says_where() {
    let text = "例: 凪浜　静江、電話０９０－１２３４－５６７８。";
    let found: Vec<&str> =
        check(text, &known()).iter().map(|one| text.get(one.at.clone()).expect("on a boundary")).collect();
    assert_eq!(found, ["凪浜　静江", "０９０－１２３４－５６７８"]);
}
