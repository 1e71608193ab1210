package org.knooppunt.engine.legal;

/** What has to be known of an exchange besides its plain facts; each is answered with yes, no or unknown. */
public enum Question {
    /** Whether the holder gets rid of it, wants to, or has to: what makes waste of a thing. */
    DISCARDED(Fact.DISCARDED),

    /** Whether it is certain that it will be used. */
    CERTAIN(Fact.CERTAIN),

    /** Whether it can be used without more processing than is normal in industry. */
    DIRECT(Fact.DIRECT),

    /** Whether it arises as an integral part of a production process. */
    INTEGRAL(Fact.INTEGRAL),

    /** Whether the use is lawful: all rules on product, environment and health are met, and it harms neither. */
    LAWFUL(Fact.LAWFUL),

    /** Whether it has undergone a recovery operation, such as recycling; for some materials a check is enough. */
    RECOVERED(Fact.RECOVERED),

    /** Whether there is a market or demand for it. */
    MARKET(Fact.MARKET),

    /** Whether it meets the technical requirements of its purpose and the law and standards for products. */
    STANDARDS(Fact.STANDARDS),

    /** Whether its use has no overall adverse impact on environment or health. */
    HARMLESS(Fact.HARMLESS),

    /** Whether the one who arranges does so for waste of somebody else. */
    FOR_OTHERS(Fact.FOR_OTHERS);

    private final Fact fact;

    Question(Fact fact) {
        this.fact = fact;
    }

    /** The fact that rules name. */
    public Fact fact() {
        return fact;
    }
}
