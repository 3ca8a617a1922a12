//! Search: fold, romaji, index, matcher, query, rank.
