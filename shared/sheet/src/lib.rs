//! Tables as people send them: CSV and XLSX.
