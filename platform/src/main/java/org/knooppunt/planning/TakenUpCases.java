package org.knooppunt.planning;

import java.util.Map;

/** Tells which cases of a plan were taken up; the room of cases answers. */
public interface TakenUpCases {
    /** Id of the case that was taken up, per case id within the plan. */
    Map<String, Long> takenUp(long plan);
}
