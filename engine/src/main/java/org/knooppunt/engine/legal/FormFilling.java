package org.knooppunt.engine.legal;

/**
 * What the facts say about the fields of a form. A form goes with one transport, so a quantity per year fills in nothing.
 * Somebody who arranges for own waste is no collector, dealer or broker, and has no field as such.
 */
final class FormFilling {
    private final Exchange exchange;

    FormFilling(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Empty for a field that the facts say nothing about. */
    String value(String field) {
        WasteCode code = exchange.code();
        return switch (field) {
            case "producer_name" -> exchange.giver().name();
            case "departure_address" -> exchange.giver().address();
            case "collector_name" -> name(exchange.arranger() == Party.GIVER ? Party.UNKNOWN : exchange.arranger());
            case "carrier_name" -> name(exchange.carrier());
            case "processor_name" -> exchange.taker().name();
            case "processor_address" -> exchange.taker().address();
            case "processor_number" -> exchange.taker().number();
            case "description" -> exchange.material();
            case "code" -> code == null ? "" : code.text();
            default -> "";
        };
    }

    private String name(Party party) {
        Partner partner = exchange.partner(party);
        return partner == null ? "" : partner.name();
    }
}
