//! Whom a new survey is sent to: the whole target of its template, one area of it, or those of it that cooperate.

use std::collections::BTreeMap;

use crate::domain::Survey;
use crate::domain::survey::Target;
use crate::model::surveys;
use crate::pane::Context;

/// One of the ways to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whom {
    All,
    Area(String),
    Partners,
}

/// Each way with the survey as it would be sent; none to whom nobody belongs.
pub fn targets(template: &Survey, cx: &Context<'_>) -> Vec<(Whom, Survey)> {
    let today = cx.now.today();
    let everybody = surveys::asked(cx.registry, &template.target, today);
    let mut areas: BTreeMap<String, usize> = BTreeMap::new();
    for row in everybody.iter().filter_map(|id| cx.registry.row(*id)).filter(|row| !row.area.is_empty()) {
        *areas.entry(row.area.to_string()).or_default() += 1;
    }
    let many = areas.len() > 1;
    let areas = areas.into_keys().filter(|_| many).map(Whom::Area);
    let sent = |whom: Whom| {
        let target = match &whom {
            Whom::All => template.target.clone(),
            Whom::Area(area) => Target { area: area.clone(), ..template.target.clone() },
            Whom::Partners => Target { partner: true, ..template.target.clone() },
        };
        let asked = surveys::asked(cx.registry, &target, today);
        let survey = Survey { on: today.into(), target, asked, ..Survey::from_template(template) };
        (!survey.asked.is_empty()).then_some((whom, survey))
    };
    let partners = (!template.target.partner).then_some(Whom::Partners);
    [Whom::All].into_iter().chain(partners).chain(areas).filter_map(sent).collect()
}
