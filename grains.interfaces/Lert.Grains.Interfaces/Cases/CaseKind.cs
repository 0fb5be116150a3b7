namespace Lert.Grains.Cases;

/// <summary>What kind of request a case answers. What each kind must say, and how far it reaches, is data: <c>request-kinds.json</c>.</summary>
public enum CaseKind
{
    Unspecified = 0,

    /// <summary>A preservation request, demand or order.</summary>
    Preservation = 1,

    /// <summary>Our own completed report to the CyberTipline, which makes its hold.</summary>
    CyberTip = 2,

    Subpoena = 3,

    /// <summary>An order under 18 U.S.C. § 2703(d).</summary>
    CourtOrder = 4,

    Warrant = 5,

    /// <summary>An emergency disclosure request.</summary>
    Emergency = 6,

    /// <summary>A request for mutual legal assistance.</summary>
    Mlat = 7,

    /// <summary>A European Production Order Certificate.</summary>
    Epoc = 8,

    /// <summary>A European Preservation Order Certificate.</summary>
    EpocPr = 9,

    /// <summary>An overseas production order of the United Kingdom.</summary>
    Copo = 10,

    /// <summary>An order under Art. 9 or 10 of the Digital Services Act.</summary>
    DsaOrder = 11,

    /// <summary>An order of another state: India, Brazil, Canada.</summary>
    NationalOrder = 12,

    /// <summary>Process that follows a report of ours to the CyberTipline.</summary>
    CyberTipFollowUp = 13,

    /// <summary>A request to remove intimate images, within 48 hours.</summary>
    RemovalRequest = 14,

    /// <summary>A threat to somebody's life that we found ourselves, and tell the authority that can act.</summary>
    ThreatReport = 15,
}
