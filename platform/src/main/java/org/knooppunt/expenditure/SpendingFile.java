package org.knooppunt.expenditure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.files.FaultKind;
import org.knooppunt.engine.files.PlainTable;
import org.knooppunt.expenditure.Expenditures.Outcome;
import org.knooppunt.identity.Person;
import org.knooppunt.strategy.Goal;
import org.knooppunt.strategy.GoalKey;
import org.knooppunt.strategy.Goals;
import org.knooppunt.web.FormText;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Expenditures out of a workbook or CSV file: a row each, with columns {@value #HEADER}. Funds are told as {@code name=euro} or {@code name=40 %},
 * goals as {@code framework:code} or {@code framework:code=60 %}, several parted by semicolons. Either every row is taken or none.
 */
@Service
public class SpendingFile {
    public static final String HEADER = "title,payee,reference,from,until,place,euro,funds,goals";

    private static final List<String> COLUMNS = List.of(HEADER.split(","));
    private static final int LONGEST = 200;
    private static final int MOST_ROWS = 20_000;
    private static final int MOST_FAULTS = 200;

    private final Expenditures expenditures;
    private final Funds funds;
    private final Goals goals;

    SpendingFile(Expenditures expenditures, Funds funds, Goals goals) {
        this.expenditures = expenditures;
        this.funds = funds;
        this.goals = goals;
    }

    /**
     * What is wrong with a file.
     *
     * @param row of the file, the first has the names of columns
     * @param expected as part of the message key {@code spending.fault.<expected>}
     * @param detail for that message; may be empty
     */
    public record Fault(long row, String column, String value, String expected, String detail) {}

    /** How many were taken; none when there are faults. */
    public record Taken(int count, List<Fault> faults) {
        public Taken {
            faults = List.copyOf(faults);
        }
    }

    @Transactional
    public Taken take(byte[] content, Person person) {
        Expenditures.requireWriter(person);
        List<Fault> faults = new ArrayList<>();
        Map<Long, Expenditure.Draft> drafts = new HashMap<>();
        read(content, drafts, faults);
        int taken = 0;
        if (faults.isEmpty()) {
            for (Map.Entry<Long, Expenditure.Draft> each : drafts.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .toList()) {
                Fault fault = fault(each.getKey(), each.getValue(), expenditures.create(each.getValue(), person));
                if (fault == null) {
                    taken++;
                } else if (faults.size() < MOST_FAULTS) {
                    faults.add(fault);
                }
            }
        }
        if (!faults.isEmpty()) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            taken = 0;
        }
        return new Taken(taken, faults);
    }

    private static @Nullable Fault fault(long row, Expenditure.Draft draft, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> null;
            case Outcome.PaidTwice twice ->
                new Fault(
                        row,
                        "funds",
                        Cents.euros(draft.fundedCents()).toPlainString(),
                        "twice",
                        Cents.euros(draft.cents()).toPlainString());
            case Outcome.WrongShares wrong ->
                new Fault(row, "goals", wrong.framework() + " " + wrong.sum() / 100.0 + " %", "shares", "");
            case Outcome.KnownReference known ->
                new Fault(row, "reference", draft.reference(), "reference", Long.toString(known.id()));
            case Outcome.UnknownFund unknown -> new Fault(row, "funds", unknown.key(), "fund", "");
            case Outcome.UnknownGoal unknown -> new Fault(row, "goals", unknown.key(), "goal", "");
            case Outcome.ChangedMeanwhile meanwhile -> throw new IllegalStateException("a new expenditure was changed");
        };
    }

    private void read(byte[] content, Map<Long, Expenditure.Draft> drafts, List<Fault> faults) {
        Reading reading = new Reading(drafts, faults);
        Optional<org.knooppunt.engine.files.Fault> broken;
        try {
            broken = PlainTable.read(content, reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        broken.ifPresent(
                fault -> faults.add(new Fault(Math.max(1, fault.row()), "", "", expected(fault.code()), HEADER)));
        if (faults.isEmpty() && drafts.isEmpty()) {
            faults.add(new Fault(1, "", "", "empty", HEADER));
        }
    }

    private static String expected(FaultKind code) {
        return switch (code) {
            case BAD_ENCODING -> "encoding";
            case BROKEN_ROW -> "csv";
            case EMPTY_FILE -> "empty";
            default -> "file";
        };
    }

    /** Takes the rows of one file. */
    private final class Reading implements PlainTable.Visitor {
        private final Map<Long, Expenditure.Draft> drafts;
        private final List<Fault> faults;
        private final Set<String> references = new HashSet<>();
        private @Nullable Map<String, Integer> at;

        private Reading(Map<Long, Expenditure.Draft> drafts, List<Fault> faults) {
            this.drafts = drafts;
            this.faults = faults;
        }

        @Override
        public boolean row(int number, List<String> cells) {
            if (cells.stream().allMatch(String::isBlank)) {
                return true;
            }
            Map<String, Integer> columns = at;
            if (columns == null) {
                at = header(number, cells, faults);
                return at != null;
            }
            if (drafts.size() >= MOST_ROWS) {
                faults.add(new Fault(number, "", "", "rows", Integer.toString(MOST_ROWS)));
                return false;
            }
            Expenditure.Draft draft = new Row(number, cells, columns, faults).draft(references);
            if (draft != null) {
                drafts.put((long) number, draft);
            }
            return faults.size() < MOST_FAULTS;
        }
    }

    private static @Nullable Map<String, Integer> header(int number, List<String> cells, List<Fault> faults) {
        Map<String, Integer> at = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            String name = cells.get(i).strip().toLowerCase(Locale.ROOT);
            // a sheet may be wider than what is in it
            if (!name.isEmpty()) {
                at.put(name, i);
            }
        }
        for (String column : List.of("title", "until", "euro")) {
            if (!at.containsKey(column)) {
                faults.add(new Fault(number, column, String.join(",", cells), "column", HEADER));
            }
        }
        for (String name : at.keySet()) {
            if (!COLUMNS.contains(name)) {
                faults.add(new Fault(number, name, name, "unknown", HEADER));
            }
        }
        return faults.isEmpty() ? at : null;
    }

    /** One row being read. */
    private final class Row {
        private final int number;
        private final List<String> cells;
        private final Map<String, Integer> at;
        private final List<Fault> faults;
        private boolean wrong;

        private Row(int number, List<String> cells, Map<String, Integer> at, List<Fault> faults) {
            this.number = number;
            this.cells = cells;
            this.at = at;
            this.faults = faults;
        }

        private String text(String column) {
            Integer index = at.get(column);
            return index == null || index >= cells.size()
                    ? ""
                    : cells.get(index).strip();
        }

        private void refuse(String column, String value, String expected, String detail) {
            wrong = true;
            faults.add(new Fault(number, column, value, expected, detail));
        }

        private String line(String column, boolean required) {
            String text = text(column);
            if (required && text.isEmpty()) {
                refuse(column, "", "required", "");
            } else if (!FormText.fits(text, LONGEST)) {
                refuse(column, text.substring(0, Math.min(40, text.length())), "long", Integer.toString(LONGEST));
            }
            return text;
        }

        private @Nullable LocalDate day(String column) {
            String text = text(column);
            try {
                LocalDate day = LocalDate.parse(text);
                if (day.getYear() >= 1900 && day.getYear() < 2200) {
                    return day;
                }
            } catch (DateTimeParseException e) {
                // told below, with what was written
            }
            refuse(column, text, "day", "");
            return null;
        }

        private @Nullable Long cents(String column, String text) {
            if (text.matches("\\d{1,11}([.,]\\d{1,2})?")) {
                long cents =
                        new BigDecimal(text.replace(',', '.')).movePointRight(2).longValueExact();
                if (cents > 0) {
                    return cents;
                }
            }
            refuse(column, text, "amount", "");
            return null;
        }

        private @Nullable Long hundredths(String column, String text) {
            String number = text.replace("%", "").strip();
            if (number.matches("\\d{1,3}([.,]\\d{1,2})?")) {
                long hundredths = new BigDecimal(number.replace(',', '.'))
                        .movePointRight(2)
                        .longValueExact();
                if (hundredths > 0 && hundredths <= Expenditures.WHOLE) {
                    return hundredths;
                }
            }
            refuse(column, text, "percent", "");
            return null;
        }

        private Expenditure.@Nullable Draft draft(Set<String> references) {
            String title = line("title", true);
            String payee = line("payee", false);
            String reference = line("reference", false);
            if (!reference.isEmpty() && !references.add(reference.toLowerCase(Locale.ROOT))) {
                refuse("reference", reference, "twiceHere", "");
            }
            LocalDate until = day("until");
            LocalDate from = text("from").isEmpty() ? until : day("from");
            if (from != null && until != null && until.isBefore(from)) {
                refuse("until", until.toString(), "order", from.toString());
            }
            String place = line("place", false);
            Long cents = cents("euro", text("euro"));
            List<Expenditure.Share> payers = new ArrayList<>();
            for (String part : parts("funds")) {
                Expenditure.Share payer = payer(part, cents);
                if (payer != null) {
                    payers.add(payer);
                }
            }
            List<Expenditure.Share> served = new ArrayList<>();
            for (String part : parts("goals")) {
                Expenditure.Share goal = goal(part);
                if (goal != null) {
                    served.add(goal);
                }
            }
            return wrong || from == null || until == null || cents == null
                    ? null
                    : new Expenditure.Draft(title, payee, reference, from, until, place, cents, payers, served);
        }

        private List<String> parts(String column) {
            List<String> parts = new ArrayList<>();
            for (String part : text(column).split(";")) {
                if (!part.isBlank()) {
                    parts.add(part.strip());
                }
            }
            return parts;
        }

        private Expenditure.@Nullable Share payer(String part, @Nullable Long whole) {
            int sign = part.lastIndexOf('=');
            if (sign < 1) {
                refuse("funds", part, "payer", "");
                return null;
            }
            Long fund = funds.withName(part.substring(0, sign).strip()).orElse(null);
            if (fund == null) {
                refuse("funds", part.substring(0, sign).strip(), "fund", "");
                return null;
            }
            String amount = part.substring(sign + 1).strip();
            Long hundredths = amount.endsWith("%") ? hundredths("funds", amount) : null;
            Long cents;
            if (amount.endsWith("%")) {
                cents = hundredths == null || whole == null
                        ? null
                        : (Long) Math.round(whole * (hundredths / (double) Expenditures.WHOLE));
            } else {
                cents = cents("funds", amount);
            }
            return cents == null ? null : new Expenditure.Share(fund.toString(), cents);
        }

        private Expenditure.@Nullable Share goal(String part) {
            int sign = part.indexOf('=');
            String key = (sign < 0 ? part : part.substring(0, sign)).strip();
            int colon = key.indexOf(':');
            Goal goal = colon < 1
                    ? null
                    : goals.goal(new GoalKey(
                                    key.substring(0, colon).strip(),
                                    key.substring(colon + 1).strip()))
                            .orElse(null);
            if (goal == null) {
                refuse("goals", key, "goal", "");
                return null;
            }
            Long share = sign < 0 ? Long.valueOf(0) : hundredths("goals", part.substring(sign + 1));
            return share == null ? null : new Expenditure.Share(goal.id().toString(), share);
        }
    }
}
