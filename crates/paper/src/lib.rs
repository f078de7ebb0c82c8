//! The printed pass: A4 and card pages as PDF/A-2a and PDF/UA-1.
