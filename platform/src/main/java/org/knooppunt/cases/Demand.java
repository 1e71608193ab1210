package org.knooppunt.cases;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a stage can demand of a case before it enters. Each is looked up in what the case holds, not ticked by hand. */
public enum Demand {
    /** The note says what it is about. */
    DESCRIBED,
    /** At least two organisations take part. */
    PARTNERS,
    /** Somebody is to do something by a date. */
    PLANNED_STEP,
    /** A talk or a session was written down. */
    TALK,
    /** It is known how money is made. */
    MODEL,
    /** There is an expected result. */
    EXPECTED,
    /** A decision of the partners was written down. */
    DECISION,
    /** No step is left to do. */
    STEPS_DONE,
    /** A result was verified, with its evidence. */
    VERIFIED;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Demand> find(String code) {
        return Arrays.stream(values())
                .filter(demand -> demand.code().equals(code))
                .findFirst();
    }
}
