package org.knooppunt.engine.coalition;

import java.util.OptionalDouble;
import org.knooppunt.engine.design.Plan;

/**
 * What the taker of a flow pays its giver, beside the transport, which the taker pays too.
 *
 * @param giver id of the organisation
 * @param taker id of the organisation
 * @param price EUR per unit; below 0 when the giver pays to be rid of it; 0 within one organisation
 * @param reference what the inventory would make of it: the price asked, the price paid less transport, or between the
 *     two where a flow has both; nothing between facilities
 */
public record FlowPrice(Plan.Flow flow, String giver, String taker, double price, OptionalDouble reference) {}
