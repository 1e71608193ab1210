package org.knooppunt.network.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.mail.LetterChoices;
import org.knooppunt.network.Invitations;
import org.knooppunt.network.Mailings;
import org.knooppunt.organisation.Contacts;
import org.knooppunt.organisation.Memberships;
import org.knooppunt.organisation.OrganisationRole;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Profiles;
import org.knooppunt.organisation.Relations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A network with invented people, once, over the demonstration region. */
@Component
@ConditionalOnProperty("knooppunt.demonstration")
class NetworkDemonstration {
    private static final Map<String, Set<String>> DOMAINS = Map.of(
            "rubberhof", Set.of("industry"),
            "speelvloer", Set.of("green", "care"),
            "graafwerk", Set.of("green", "mobility"),
            "bandenhuis", Set.of("mobility", "industry"));

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Organisations organisations;
    private final Profiles profiles;
    private final Contacts contacts;
    private final Relations relations;
    private final Memberships memberships;
    private final Invitations invitations;
    private final Mailings mailings;
    private final LetterChoices choices;

    NetworkDemonstration(
            JdbcClient jdbc,
            Accounts accounts,
            Organisations organisations,
            Profiles profiles,
            Contacts contacts,
            Relations relations,
            Memberships memberships,
            Invitations invitations,
            Mailings mailings,
            LetterChoices choices) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.organisations = organisations;
        this.profiles = profiles;
        this.contacts = contacts;
        this.relations = relations;
        this.memberships = memberships;
        this.invitations = invitations;
        this.mailings = mailings;
        this.choices = choices;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(10)
    @Transactional
    public void fill() {
        Optional<Person> found = accounts.find("coordinator@example.org");
        boolean empty = jdbc.sql("select not exists (select from registration)"
                        + " and not exists (select from organisation_relation) and not exists (select from contact)")
                .query(Boolean.class)
                .single();
        if (!empty
                || found.isEmpty()
                || organisations.find("rubberhof", found.get()).isEmpty()) {
            return;
        }
        Person coordinator = found.get();
        DOMAINS.forEach((organisation, domains) -> {
            if (isThere(organisation, coordinator)) {
                profiles.setDomains(coordinator, organisation, domains);
            }
        });
        profiles.addGift(coordinator, "rubberhof", "knowledge", "Rondleiding: hoe een autoband weer grondstof wordt.");
        profiles.addGift(coordinator, "rubberhof", "space", "Overdekte losplaats van 200 m², op vrijdag vrij.");
        contacts.add(
                coordinator,
                "rubberhof",
                new Contacts.Draft(
                        "Tine Verzonnen",
                        "aankoop",
                        "tine@example.org",
                        "+32 89 00 00 01",
                        true,
                        true,
                        "op de startsessie"));
        relate(
                coordinator,
                "rubberhof",
                "bandenhuis",
                "customer_of",
                LocalDate.of(2024, 3, 1),
                "gesprek met Karel",
                true);
        relate(coordinator, "rubberhof", "speelvloer", "works_with", LocalDate.of(2025, 9, 15), "startsessie", true);
        relate(coordinator, "graafwerk", "speelvloer", "works_with", null, "website", true);
        relate(coordinator, "graafwerk", "rubberhof", "customer_of", null, "gesprek met Griet", false);
        for (String who : List.of("member", "member-2", "member-3")) {
            accounts.find(who + "@example.org").ifPresent(person -> {
                person.organisations().stream()
                        .filter(organisation -> isThere(organisation, coordinator))
                        .forEach(organisation -> memberships.set(
                                coordinator,
                                person.id(),
                                organisation,
                                Set.of(OrganisationRole.CONTACT, OrganisationRole.SIGNATORY)));
                choices.set(person, new LetterChoices.Choice(true, true));
            });
        }
        registration(
                "Fietsatelier De Ketting",
                "social",
                "mobility",
                "Sofie Verzonnen",
                "sofie@example.org",
                true,
                "We herstellen fietsen met mensen die werk zoeken, en zoeken binnenbanden en een plek.");
        registration(
                "Rubber Hof bv",
                "company",
                "industry",
                "Bart Verzonnen",
                "bart@example.org",
                true,
                "Ik werk bij Rubberhof en wil onze stromen zelf bijhouden.");
        registration("Compost & Co", "personal", "green", "Ilse Verzonnen", "ilse@example.org", false, "");
        invitations.invite(
                new Invitations.Draft(
                        "school@example.org",
                        "Pieter Verzonnen",
                        "nl",
                        "",
                        "Technische school Verzonnen",
                        "We zouden jullie leerlingen graag bij de rubbercasus betrekken.",
                        Set.of(OrganisationRole.CONTACT, OrganisationRole.SIGNATORY)),
                coordinator);
        mailings.write(
                "Wat doen we met rubber uit de regio?",
                "Op 14 januari zitten we samen rond rubber. Heb je banden over, of zoek je granulaat? Laat het weten.",
                new Mailings.Segment("", "industry", "", ""),
                coordinator);
    }

    private boolean isThere(String organisation, Person coordinator) {
        return organisations.find(organisation, coordinator).isPresent();
    }

    private void relate(
            Person coordinator,
            String one,
            String other,
            String kind,
            @Nullable LocalDate since,
            String source,
            boolean shown) {
        if (isThere(one, coordinator) && isThere(other, coordinator)) {
            relations.add(coordinator, new Relations.Draft(one, other, kind, since, source, "", shown));
        }
    }

    private void registration(
            String name, String type, String domain, String person, String email, boolean confirmed, String why) {
        jdbc.sql("""
                        insert into registration (state, expires_at, name, type, domains, why, person, email, language,
                            confirmed_at)
                        values (?, now() + interval '3 days', ?, ?, ?, ?, ?, ?, 'nl', case when ? then now() end)
                        """)
                .params(
                        confirmed ? "confirmed" : "asked",
                        name,
                        type,
                        new String[] {domain},
                        why,
                        person,
                        email,
                        confirmed)
                .update();
    }
}
