//! Every part of the paper forms has its line (domain.md 3.1, 3.2).

use std::collections::BTreeSet;

use renkei::domain::sheet::{FieldKind, check};

use super::sample::{admission, builtin, form};

/// What each part of 3.1 asks, by words that must stand in a label, in an option or in a heading of that part.
const ADMISSION: &[(&str, &[&str])] = &[
    (
        "head",
        &[
            "記入日",
            "入院日",
            "情報提供日",
            "医療機関名",
            "ご担当者",
            "事業所名",
            "ケアマネジャー",
            "TEL",
            "FAX",
            "同意に基づき",
        ],
    ),
    (
        "basic",
        &[
            "氏名",
            "フリガナ",
            "生年月日",
            "年齢",
            "性別",
            "住所",
            "電話",
            "戸建て",
            "集合",
            "何階建て",
            "居室の階",
            "エレベーター",
            "特記",
            "要支援1",
            "要支援2",
            "要介護1",
            "要介護2",
            "要介護3",
            "要介護4",
            "要介護5",
            "有効期間",
            "申請中",
            "申請日",
            "区分変更",
            "未申請",
            "障害高齢者の日常生活自立度",
            "自立",
            "J1",
            "J2",
            "A1",
            "A2",
            "B1",
            "B2",
            "C1",
            "C2",
            "認知症高齢者の日常生活自立度",
            "Ⅰ",
            "Ⅱa",
            "Ⅱb",
            "Ⅲa",
            "Ⅲb",
            "Ⅳ",
            "M",
            "判断者",
            "医師",
            "ケアマネ",
            "負担割合",
            "1割",
            "2割",
            "3割",
            "不明",
            "障害などの認定",
            "なし",
            "身体",
            "精神",
            "知的",
            "年金",
            "国民",
            "厚生",
            "障害",
            "生活保護",
            "その他",
        ],
    ),
    (
        "family",
        &[
            "独居",
            "高齢者世帯",
            "子と同居",
            "その他",
            "日中独居",
            "主介護者",
            "続柄",
            "年齢",
            "同居",
            "別居",
            "TEL",
            "キーパーソン",
        ],
    ),
    ("wishes", &["趣味・興味・関心", "生活歴", "本人の生活に対する意向", "家族の生活に対する意向", "計画書(1)参照"]),
    ("services", &["計画書(1)", "計画書(2)", "計画書(3)", "その他"]),
    (
        "outlook",
        &[
            "在宅生活に必要な要件",
            "退院後の世帯状況",
            "配慮",
            "不要",
            "必要",
            "退院後の主介護者",
            "介護力が十分",
            "一部見込",
            "見込めない",
            "支援者はいない",
            "虐待の疑い",
            "なし",
            "あり",
            "特記",
        ],
    ),
    ("conferences", &["院内", "退院前カンファレンス", "要望", "退院前訪問指導", "希望あり"]),
    (
        "body",
        &[
            "麻痺",
            "軽",
            "中",
            "重",
            "褥瘡",
            "移動",
            "移乗",
            "更衣",
            "整容",
            "入浴",
            "食事",
            "自立",
            "見守り",
            "一部介助",
            "全介助",
            "室内",
            "屋外",
            "杖",
            "歩行器",
            "車いす",
            "起居動作",
            "食事回数",
            "時刻",
            "食事制限",
            "不明",
            "普通",
            "きざみ",
            "嚥下障害食",
            "ミキサー",
            "UDF",
            "経口",
            "経管",
            "とろみ",
            "水分制限",
            "嚥下機能",
            "むせない",
            "時々",
            "常に",
            "義歯",
            "部分",
            "総",
            "口腔清潔",
            "良",
            "不良",
            "著しく不良",
            "口臭",
            "排尿",
            "排便",
            "ポータブル",
            "夜間",
            "常時",
            "おむつ",
            "睡眠",
            "眠剤",
            "喫煙",
            "飲酒",
            "量",
            "視力",
            "聴力",
            "言語",
            "意思疎通",
            "眼鏡",
            "補聴器",
            "幻視",
            "幻聴",
            "興奮",
            "焦燥",
            "不穏",
            "妄想",
            "暴力",
            "介護への抵抗",
            "不眠",
            "昼夜逆転",
            "徘徊",
            "危険行為",
            "不潔行為",
            "悪性腫瘍",
            "認知症",
            "急性呼吸器感染症",
            "脳血管障害",
            "骨折",
            "半年",
            "理由",
            "期間",
            "頻度は高い",
            "頻度は低い",
            "初めて",
            "点滴",
            "酸素",
            "喀痰吸引",
            "気管切開",
            "胃ろう",
            "経鼻",
            "経腸",
            "尿道カテーテル",
            "尿路ストーマ",
            "消化管ストーマ",
            "痛み",
            "排便コントロール",
            "自己注射",
            "本人未告知の病名",
        ],
    ),
    (
        "medicines",
        &[
            "内服",
            "居宅療養管理指導",
            "職種",
            "自己管理",
            "他者",
            "管理者",
            "管理方法",
            "処方通り",
            "時々飲み忘れ",
            "多い",
            "守られていない",
            "拒否",
            "特記",
            "お薬手帳の写し",
        ],
    ),
    ("doctor", &["医療機関名", "医師名", "電話", "通院", "訪問診療", "回/月"]),
    ("acp", &["話合いの有無", "直近", "書面の所在", "代理決定者"]),
];

/// What 3.2 asks.
const DISCHARGE: &[(&str, &[&str])] = &[
    (
        "basic",
        &[
            "氏名",
            "要介護度",
            "入院",
            "退院(所)予定日",
            "原因疾患",
            "病院",
            "病棟",
            "医学管理",
            "通院",
            "訪問診療",
            "窓口",
            "身長・体重",
        ],
    ),
    ("state", &["疾患", "安定", "移動", "排泄", "入浴", "食事形態", "嚥下", "義歯", "口腔", "睡眠", "認知・精神"]),
    ("acceptance", &["本人の病気", "本人の意向", "家族の病気", "家族の意向", "病状説明"]),
    (
        "needs",
        &["医療処置", "看護の視点", "リハビリの視点", "禁忌", "予後", "阻害要因", "要件", "配食", "エアーマット"],
    ),
    ("hearings", &["1回目", "2回目", "3回目", "聞き取り日", "職種", "会議出席"]),
];

/// The four facts of the fee, the document and its copy, and what was decided.
const CONFERENCE: &[(&str, &[&str])] = &[
    ("meeting", &["開催日", "開始", "終了", "場所"]),
    ("people", &["出席者", "歯科医師", "薬剤師", "訪問看護", "ケアマネジャー", "相談支援専門員"]),
    ("points", &["要点"]),
    ("document", &["文書の交付", "写し"]),
    ("decisions", &["決まったこと"]),
];

#[test]
fn every_item_of_the_paper_forms_has_its_field() {
    let mut missing = Vec::new();
    for (name, wanted) in
        [("admission_sheet", ADMISSION), ("discharge_record", DISCHARGE), ("conference_record", CONFERENCE)]
    {
        let form = form(name);
        assert_eq!(
            form.parts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>(),
            wanted.iter().map(|(part, _)| *part).collect::<Vec<_>>()
        );
        for (part, (_, words)) in form.parts.iter().zip(wanted) {
            let mut texts = Vec::new();
            for field in &part.fields {
                texts.extend([field.label.clone(), field.unit.clone(), field.group.clone().unwrap_or_default()]);
                texts.extend(field.options().iter().cloned());
            }
            missing.extend(
                words
                    .iter()
                    .filter(|word| !texts.iter().any(|text| text.contains(**word)))
                    .map(|word| format!("{name}.{}: {word}", part.name)),
            );
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn what_must_not_be_faxed_is_marked() {
    for form in builtin() {
        for field in form.fields() {
            let texts: Vec<&str> = field.options().iter().map(String::as_str).chain([field.label.as_str()]).collect();
            let secret = texts.iter().any(|text| {
                ["生活保護", "未告知", "福祉事務所", "伝えていない"].iter().any(|word| text.contains(word))
            });
            assert!(!secret || !field.fax, "{}.{} may not be faxed", form.name, field.name);
        }
        assert!(form.fields().any(|field| !field.fax), "{}: something is held back", form.name);
    }
}

#[test]
fn the_sample_fills_every_field_and_has_no_flaw() {
    let (form, values) = (form("admission_sheet"), admission());
    let fields: BTreeSet<&str> = form.fields().map(|field| field.name.as_str()).collect();
    assert_eq!(values.keys().map(String::as_str).collect::<BTreeSet<_>>(), fields);
    assert_eq!(check(&form, &values), []);
}

#[test]
fn words_in_the_register_for_codes_are_options() {
    // The reader holds codes to the options; here that those of the levels of care are all there.
    use renkei::domain::CareLevel;
    use strum::IntoEnumIterator;
    let form = form("admission_sheet");
    let codes: BTreeSet<&str> = ["care_level", "certification"]
        .iter()
        .flat_map(|name| form.field(name).expect("a field").codes.keys().map(String::as_str))
        .collect();
    for level in CareLevel::iter().filter(|level| !matches!(level, CareLevel::Unknown | CareLevel::Programme)) {
        assert!(codes.contains(<&str>::from(level)), "{level}");
    }
    assert!(form.fields().all(|field| !matches!(field.kind, FieldKind::Line) || field.options().is_empty()));
}
