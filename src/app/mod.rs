//! The application: focus, overlays, update, toasts, deadline. No I/O, no clock, no terminal.
