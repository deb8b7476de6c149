//! XARF, the eXtended Abuse Reporting Format, versions 1 to 4.
