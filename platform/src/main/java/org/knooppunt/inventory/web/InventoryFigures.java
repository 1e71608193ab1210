package org.knooppunt.inventory.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Streams;
import org.knooppunt.inventory.Sum;
import org.knooppunt.web.Figure;
import org.knooppunt.web.Formats;
import org.knooppunt.web.FrontDoorFigures;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What anyone may know of the inventory: how much public offer and need there is. */
@Component
class InventoryFigures implements FrontDoorFigures {
    private final Streams streams;
    private final Formats formats;
    private final MessageSource messages;

    InventoryFigures(Streams streams, Formats formats, MessageSource messages) {
        this.streams = streams;
        this.formats = formats;
        this.messages = messages;
    }

    @Override
    public List<Figure> figures() {
        Instant now = Instant.now();
        String source = messages.getMessage("figure.source", null, LocaleContextHolder.getLocale());
        List<Figure> figures = new ArrayList<>();
        for (Side side : Side.values()) {
            List<Sum> sums = streams.sums(side, null);
            long count = sums.stream().mapToLong(Sum::count).sum();
            if (count > 0) {
                figures.add(new Figure("figure." + side.plural(), formats.number(count, 0), "", source, now));
            }
            if (side == Side.OFFER) {
                for (Sum sum : sums) {
                    figures.add(new Figure(
                            "figure.kind." + sum.kind(),
                            formats.number(sum.quantity(), 0),
                            formats.unit(sum.kind()),
                            source,
                            now));
                }
            }
        }
        return figures;
    }
}
