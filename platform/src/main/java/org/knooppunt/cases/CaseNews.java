package org.knooppunt.cases;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.knooppunt.identity.Person;
import org.knooppunt.mail.DigestNews;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Cases that entered another stage, for the people of their partners. */
@Component
class CaseNews implements DigestNews {
    private final JdbcClient jdbc;
    private final MessageSource messages;

    CaseNews(JdbcClient jdbc, MessageSource messages) {
        this.jdbc = jdbc;
        this.messages = messages;
    }

    private record Move(long businessCase, String title, String status) {}

    @Override
    @Transactional(readOnly = true)
    public Map<Long, List<Line>> news(Collection<Person> readers, Instant from, Instant until) {
        Set<String> organisations = new TreeSet<>();
        readers.forEach(reader -> organisations.addAll(BusinessCases.own(reader)));
        if (organisations.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Move>> moves = new HashMap<>();
        jdbc.sql("""
                        select p.organisation, m.business_case, c.title, m.to_status
                        from (select distinct on (business_case) * from business_case_move
                            where moved_at >= :from and moved_at < :until order by business_case, id desc) m
                        join business_case c on c.id = m.business_case
                        join business_case_partner p on p.business_case = c.id
                        where m.reason <> 'undone' and c.shared and p.organisation = any(:organisations)
                        order by m.business_case
                        """)
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .param("organisations", organisations.toArray(String[]::new))
                .query(row -> {
                    moves.computeIfAbsent(row.getString("organisation"), any -> new ArrayList<>())
                            .add(new Move(
                                    row.getLong("business_case"), row.getString("title"), row.getString("to_status")));
                });
        Map<Long, List<Line>> news = new LinkedHashMap<>();
        for (Person reader : readers) {
            Locale locale = Locale.of(reader.language());
            // a case in which two organisations of a reader take part is one piece of news
            Map<Long, Line> lines = new LinkedHashMap<>();
            for (String organisation : BusinessCases.own(reader)) {
                for (Move move : moves.getOrDefault(organisation, List.of())) {
                    String stage = messages.getMessage("case.status." + move.status(), new Object[0], locale);
                    lines.put(
                            move.businessCase(),
                            new Line(
                                    messages.getMessage("case.news.moved", new Object[] {move.title(), stage}, locale),
                                    "/cases/" + move.businessCase()));
                }
            }
            if (!lines.isEmpty()) {
                news.put(reader.id(), List.copyOf(lines.values()));
            }
        }
        return news;
    }
}
