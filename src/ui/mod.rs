//! The frame: title, panes, hint line, F-key row, overlays, toasts; drawn with `paint`.
