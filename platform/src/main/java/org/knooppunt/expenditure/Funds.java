package org.knooppunt.expenditure;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.knooppunt.expenditure.internal.FundStore;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.web.Missing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Funds: who gives, what each area may draw, what of it was spent here, what it is beside all that areas spend, and which
 * money of others came along. Everybody reads; policy officers and administrators write.
 */
@Service
public class Funds {
    private static final String THING = "fund";

    /** The fund that comes along, as the report of the visitation of 2011 gives it in annex 9.4. */
    private static final String BUNDLED = "Stedenfonds";

    private static final String ANNEX = "Visitatierapport Genk 2011, bijlage 9.4";
    private static final int ANNEX_YEAR = 2008;
    private static final int ANNEX_LAST = 2013;

    private final FundStore store;
    private final Audit audit;

    Funds(FundStore store, Audit audit) {
        this.store = store;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public List<Fund.Line> list() {
        return store.list();
    }

    /** @throws Missing when there is no such fund */
    @Transactional(readOnly = true)
    public Fund get(long id) {
        return store.find(id).orElseThrow(() -> new Missing("fund " + id));
    }

    /** @param city the area of which expenditures are kept here */
    @Transactional(readOnly = true)
    public List<Fund.Right> rights(long id, String city) {
        return store.rights(id, city);
    }

    /** Years of which the share of a fund in what areas spend can be told, the latest first. */
    @Transactional(readOnly = true)
    public List<Integer> years(long id) {
        return store.years(id);
    }

    /** @throws Missing when nothing is known of this year */
    @Transactional(readOnly = true)
    public Fund.Shares shares(long id, int year) {
        get(id);
        List<Fund.ShareLine> lines = store.shares(id, year);
        if (lines.isEmpty()) {
            throw new Missing("shares of fund " + id + " in " + year);
        }
        int[] span = store.span(id, year).orElse(new int[] {year, year});
        return new Fund.Shares(
                year,
                span[0],
                span[1],
                lines.subList(0, lines.size() - 1),
                lines.getLast(),
                Objects.requireNonNullElse(store.source(id, year), ""));
    }

    @Transactional(readOnly = true)
    public Fund.Leverage leverage(long id, int firstYear, int lastYear) {
        return store.leverage(id, firstYear, lastYear);
    }

    @Transactional(readOnly = true)
    public List<Audit.Event> history(long id, Person person) {
        Expenditures.requireReader(person);
        return audit.list(THING, Long.toString(id));
    }

    /** Nothing when another fund has this name. */
    @Transactional
    public Optional<Long> create(String name, String funder, boolean external, String words, Person person) {
        Expenditures.requireWriter(person);
        Optional<Long> made = store.create(name, funder, external, words, person.name());
        made.ifPresent(id -> audit.record(person, "created", THING, Long.toString(id), Map.of("name", name)));
        return made;
    }

    /** How changing a fund ended. */
    public enum Changed {
        DONE,
        NAME_TAKEN,
        CHANGED_MEANWHILE
    }

    @Transactional
    public Changed change(
            long id, String name, String funder, boolean external, String words, int version, Person person) {
        Expenditures.requireWriter(person);
        if (store.withName(name).filter(other -> other != id).isPresent()) {
            return Changed.NAME_TAKEN;
        }
        if (!store.change(id, name, funder, external, words, version)) {
            return Changed.CHANGED_MEANWHILE;
        }
        audit.record(person, "changed", THING, Long.toString(id), Map.of("name", name));
        return Changed.DONE;
    }

    /** False when this area has a right over these years already. */
    @Transactional
    public boolean addRight(
            long id, String area, int firstYear, int lastYear, long cents, String source, Person person) {
        Expenditures.requireWriter(person);
        get(id);
        if (!store.addRight(id, area, firstYear, lastYear, cents, source)) {
            return false;
        }
        audit.record(
                person,
                "changed",
                THING,
                Long.toString(id),
                Map.of(
                        "right",
                        area + " " + firstYear + "–" + lastYear + ": "
                                + Cents.euros(cents).toPlainString()));
        return true;
    }

    @Transactional
    public void removeRight(long id, long right, Person person) {
        Expenditures.requireWriter(person);
        if (store.removeRight(id, right)) {
            audit.record(person, "changed", THING, Long.toString(id), Map.of("right-removed", Long.toString(right)));
        }
    }

    /** Loads the fund that comes along, when there is none of its name yet; false when there is. */
    @Transactional
    public boolean load(Person person) {
        Expenditures.requireWriter(person);
        return loadBundled(person.name()).isPresent();
    }

    /** The same at the first start of the demonstration. */
    @Transactional
    public Optional<Long> loadBundled(String who) {
        Optional<Long> made = store.create(BUNDLED, "Vlaamse overheid", true, "", who);
        made.ifPresent(this::fill);
        return made;
    }

    private void fill(long fund) {
        try (InputStream in = Objects.requireNonNull(Funds.class.getResourceAsStream("/expenditure/stedenfonds.csv"));
                CsvReader<CsvRecord> rows =
                        CsvReader.builder().ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            rows.stream().skip(1).forEach(row -> fill(fund, row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(long fund, CsvRecord row) {
        String area = row.getField(0);
        long inhabitants = Long.parseLong(row.getField(1));
        long rights = Long.parseLong(row.getField(2)) * 100;
        long right = Long.parseLong(row.getField(3)) * 100;
        long ordinary = Long.parseLong(row.getField(4)) * 100;
        if (!area.isEmpty()) {
            store.addRight(fund, area, ANNEX_YEAR, ANNEX_LAST, rights, ANNEX);
            store.addRight(fund, area, ANNEX_YEAR, ANNEX_YEAR, right, ANNEX);
            store.account(area, ANNEX_YEAR, inhabitants, ordinary, ANNEX);
        }
        store.state(fund, area, ANNEX_YEAR, "inhabitants", new BigDecimal(row.getField(1)), ANNEX);
        store.state(fund, area, ANNEX_YEAR, "rights", new BigDecimal(row.getField(2)), ANNEX);
        store.state(fund, area, ANNEX_YEAR, "right", new BigDecimal(row.getField(3)), ANNEX);
        store.state(fund, area, ANNEX_YEAR, "ordinary", new BigDecimal(row.getField(4)), ANNEX);
        store.state(fund, area, ANNEX_YEAR, "share", new BigDecimal(row.getField(5)), ANNEX);
    }

    /** A fund by its name, for files. */
    @Transactional(readOnly = true)
    public Optional<Long> withName(String name) {
        return store.withName(name);
    }
}
