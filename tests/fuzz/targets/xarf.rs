//! Any bytes as a report: nothing panics, a fault names its place, and what is read out is read again.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match xarf::read(bytes) {
        Ok(report) => {
            for evidence in report.evidence() {
                let _ = evidence.decode();
            }
        }
        Err(faults) => assert!(!faults.is_empty() && faults.iter().all(|fault| fault.path.starts_with('$'))),
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = xarf::read_yaml_like(text);
    }
});
