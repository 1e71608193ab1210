package org.knooppunt.mail;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Formats;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The weekly letter with news, for who has some. The rooms are asked for some hundreds of readers at a time; their letters
 * and how far the run is are kept in one transaction. So a run that was killed goes on behind the last readers it finished
 * with, and the key of a letter, week and reader, keeps anybody from getting two.
 */
@Service
public class Digests {
    private static final int PIECE = 500;
    /** More is on the workbench. */
    private static final int MOST_LINES = 12;

    private static final int HOUR = 6;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final LetterChoices choices;
    private final Post post;
    private final SiteAddress site;
    private final MessageSource messages;
    private final List<DigestNews> rooms;
    private final TransactionTemplate transaction;

    Digests(
            JdbcClient jdbc,
            Accounts accounts,
            LetterChoices choices,
            Post post,
            SiteAddress site,
            MessageSource messages,
            List<DigestNews> rooms,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.choices = choices;
        this.post = post;
        this.site = site;
        this.messages = messages;
        this.rooms = rooms;
        this.transaction = transaction;
    }

    /** A week, by the day it begins on. */
    public record Week(LocalDate monday) {
        public Week {
            if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
                throw new IllegalArgumentException("a week that begins on " + monday + "; expected a Monday");
            }
        }

        /** The last week that is over when its letter is due, Mondays at six. */
        static Week lastDue(Instant now) {
            LocalDate day = now.atZone(Formats.ZONE).minusHours(HOUR).toLocalDate();
            return new Week(
                    day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(1));
        }

        String period() {
            return "%d-W%02d"
                    .formatted(monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        }

        Instant from() {
            return monday.atStartOfDay(Formats.ZONE).toInstant();
        }

        Instant until() {
            return monday.plusWeeks(1).atStartOfDay(Formats.ZONE).toInstant();
        }
    }

    /** How far the letters of a week are. */
    public record Run(String period, int looked, int queued, boolean done) {}

    /** Queues what is due and not queued yet. */
    public void runDue() {
        run(Week.lastDue(Instant.now()));
    }

    /** Goes through all readers of a week, from where it was. */
    public Run run(Week week) {
        transaction.executeWithoutResult(status -> jdbc.sql("insert into digest_run (period, first_day, last_day)"
                        + " values (?, ?, ?) on conflict do nothing")
                .params(week.period(), week.monday(), week.monday().plusDays(6))
                .update());
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = Boolean.TRUE.equals(transaction.execute(status -> piece(week)));
        }
        return find(week).orElseThrow();
    }

    public Optional<Run> find(Week week) {
        return jdbc.sql("select * from digest_run where period = ?")
                .param(week.period())
                .query((row, index) -> new Run(
                        row.getString("period"),
                        row.getInt("looked"),
                        row.getInt("queued"),
                        row.getTimestamp("done_at") != null))
                .optional();
    }

    /** The next readers; false when there are none any more. A run beside this one waits for the row. */
    private boolean piece(Week week) {
        Optional<Long> after = jdbc.sql("select after from digest_run where period = ? and done_at is null for update")
                .param(week.period())
                .query(Long.class)
                .optional();
        if (after.isEmpty()) {
            return false;
        }
        List<Person> readers = accounts.listAfter(after.get(), PIECE);
        if (readers.isEmpty()) {
            jdbc.sql("update digest_run set done_at = now() where period = ?")
                    .param(week.period())
                    .update();
            return false;
        }
        Map<Long, List<DigestNews.Line>> news = new LinkedHashMap<>();
        for (DigestNews room : rooms) {
            room.news(readers, week.from(), week.until())
                    .forEach((reader, lines) -> news.computeIfAbsent(reader, any -> new ArrayList<>())
                            .addAll(lines));
        }
        news.values().removeIf(List::isEmpty);
        Map<Long, UUID> tokens = news.isEmpty() ? Map.of() : choices.digestTokens(news.keySet());
        int queued = 0;
        for (Person reader : readers) {
            UUID token = tokens.get(reader.id());
            if (token != null && post.send(letter(week, reader, news.getOrDefault(reader.id(), List.of()), token))) {
                queued++;
            }
        }
        jdbc.sql("update digest_run set after = ?, looked = looked + ?, queued = queued + ? where period = ?")
                .params(readers.getLast().id(), readers.size(), queued, week.period())
                .update();
        return true;
    }

    private Letter letter(Week week, Person reader, List<DigestNews.Line> lines, UUID token) {
        Locale locale = Locale.of(reader.language());
        String way = site.of("/unsubscribe?token=" + token);
        StringBuilder text = new StringBuilder(say("digest.hello", locale, reader.name()))
                .append("\n\n")
                .append(say("digest.lead", locale))
                .append("\n\n");
        for (DigestNews.Line line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
            text.append("- ")
                    .append(line.text())
                    .append("\n  ")
                    .append(site.of(line.path()))
                    .append("\n");
        }
        if (lines.size() > MOST_LINES) {
            text.append("- ")
                    .append(say("digest.more", locale, lines.size() - MOST_LINES))
                    .append("\n  ")
                    .append(site.of("/workbench"))
                    .append("\n");
        }
        text.append("\n").append(say("letter.end", locale, way)).append("\n");
        return new Letter(
                "digest/" + week.period() + "/" + reader.id(),
                reader.email(),
                say("digest.subject", locale, lines.size()),
                text.toString(),
                null,
                way);
    }

    private String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }
}
