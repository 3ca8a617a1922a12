//! Sheets: the forms of the program, their first values, taking over, and what leaves the house on paper.

mod card_print;
mod exports;
mod faults;
mod forms;
mod print;
mod sample;
mod values;
