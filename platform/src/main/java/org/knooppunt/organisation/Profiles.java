package org.knooppunt.organisation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.web.Missing;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** In which domains an organisation works, and what others can have of it: knowledge, space, equipment. */
@Service
public class Profiles {
    /** What one can have of another. */
    public static final List<String> GIFTS = List.of("knowledge", "space", "equipment");

    private final JdbcClient jdbc;
    private final Audit audit;

    Profiles(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /** A domain of work, by its name in the reader's language. */
    public record Domain(String code, String name) {}

    /** Something others can have. */
    public record Gift(long id, String kind, String words) {}

    /** What an organisation tells of itself. */
    public record Profile(List<Domain> domains, List<Gift> gifts) {
        public Profile {
            domains = List.copyOf(domains);
            gifts = List.copyOf(gifts);
        }

        public List<String> codes() {
            return domains.stream().map(Domain::code).toList();
        }
    }

    /** All domains, the six the network began with first. */
    @Transactional(readOnly = true)
    public List<Domain> domains() {
        return jdbc.sql("select code, " + name() + " as name from work_domain order by position, code")
                .query((row, index) -> new Domain(row.getString("code"), row.getString("name")))
                .list();
    }

    private static String name() {
        String language = LocaleContextHolder.getLocale().getLanguage();
        return language.equals("en") || language.equals("fr") ? "name_" + language : "name_nl";
    }

    /** Of an organisation that was found. */
    @Transactional(readOnly = true)
    public Profile of(String organisation) {
        return new Profile(
                jdbc.sql("select d.code, d." + name() + " as name from organisation_domain o"
                                + " join work_domain d on d.code = o.domain where o.organisation = ?"
                                + " order by d.position, d.code")
                        .param(organisation)
                        .query((row, index) -> new Domain(row.getString("code"), row.getString("name")))
                        .list(),
                jdbc.sql("select id, kind, words from organisation_gift where organisation = ?" + " order by kind, id")
                        .param(organisation)
                        .query((row, index) ->
                                new Gift(row.getLong("id"), row.getString("kind"), row.getString("words")))
                        .list());
    }

    /** Sets in which domains an organisation works; one that there is not is left out. */
    @Transactional
    public void setDomains(Person person, String organisation, Set<String> codes) {
        hold(person, organisation);
        Set<String> before = new TreeSet<>(of(organisation).codes());
        jdbc.sql("delete from organisation_domain where organisation = ?")
                .param(organisation)
                .update();
        jdbc.sql("insert into organisation_domain (organisation, domain)"
                        + " select ?, code from work_domain where code = any(?)")
                .params(organisation, codes.toArray(String[]::new))
                .update();
        Set<String> after = new TreeSet<>(of(organisation).codes());
        if (!before.equals(after)) {
            changed(person, organisation, "domains", String.join(", ", before), String.join(", ", after));
        }
    }

    @Transactional
    public void addGift(Person person, String organisation, String kind, String words) {
        hold(person, organisation);
        if (!GIFTS.contains(kind)) {
            throw new Missing("kind " + kind);
        }
        jdbc.sql("insert into organisation_gift (organisation, kind, words, adder) values (?, ?, ?, ?)")
                .params(organisation, kind, words.strip(), person.name())
                .update();
        changed(person, organisation, kind, "", words.strip());
    }

    @Transactional
    public void removeGift(Person person, String organisation, long id) {
        hold(person, organisation);
        jdbc.sql("delete from organisation_gift where id = ? and organisation = ? returning kind, words")
                .params(id, organisation)
                .query((row, index) -> new Gift(id, row.getString("kind"), row.getString("words")))
                .optional()
                .ifPresent(gone -> changed(person, organisation, gone.kind(), gone.words(), ""));
    }

    /** A new domain of work, under a code that is made of its English name; false when there is one of that code. */
    @Transactional
    public boolean addDomain(Person person, String dutch, String english, String french) {
        if (!person.is(Role.COORDINATOR)) {
            throw new AccessDeniedException("only a coordinator adds domains of work");
        }
        String code = Organisations.stem(english, "domain");
        boolean added = jdbc.sql("insert into work_domain (code, name_nl, name_en, name_fr, position)"
                                + " select ?, ?, ?, ?, coalesce(max(position), 0) + 1 from work_domain"
                                + " on conflict do nothing")
                        .params(code, dutch.strip(), english.strip(), french.strip())
                        .update()
                == 1;
        if (added) {
            audit.record(person, "created", "domain", code, Map.of());
        }
        return added;
    }

    private void hold(Person person, String organisation) {
        if (!Organisations.mayEdit(person, organisation)) {
            throw new AccessDeniedException("not an organisation of this person");
        }
        List<String> held = jdbc.sql("select key from organisation where key = ? and deleted_at is null for update")
                .param(organisation)
                .query(String.class)
                .list();
        if (held.isEmpty()) {
            throw new Missing("organisation " + organisation);
        }
    }

    private void changed(Person person, String organisation, String field, String was, String is) {
        audit.record(person, "changed", "organisation", organisation, Map.of(field, List.of(was, is)));
    }
}
