package org.knooppunt.cases.internal;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.AsideReason;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.cases.Dossier;
import org.knooppunt.cases.EarningModel;
import org.knooppunt.cases.Origin;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.cases.Stories;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Person;
import org.knooppunt.organisation.Organisations;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Cases at every stage for the demonstration, with a year behind them. Firms and figures are invented. */
@Component
@ConditionalOnProperty("knooppunt.demonstration")
@Order(50)
class DemonstrationCases implements ApplicationRunner {
    private static final String WORDS = "Afgesproken met de partners.";

    private final Pipeline pipeline;
    private final BusinessCases cases;
    private final Stories stories;
    private final Organisations organisations;
    private final Accounts accounts;
    private final JdbcClient jdbc;

    DemonstrationCases(
            Pipeline pipeline,
            BusinessCases cases,
            Stories stories,
            Organisations organisations,
            Accounts accounts,
            JdbcClient jdbc) {
        this.pipeline = pipeline;
        this.cases = cases;
        this.stories = stories;
        this.organisations = organisations;
        this.accounts = accounts;
        this.jdbc = jdbc;
    }

    /** Who takes part, and what it does. */
    private record Part(String organisation, String role) {}

    /** Days ago on which a case came to a status. */
    private record Arrival(CaseStatus status, int daysAgo) {}

    /** Expected per year. */
    private record Hope(double surplus, double co2eAvoided, double jobs) {}

    private record Sample(
            String title,
            String note,
            Origin origin,
            int daysAgo,
            @Nullable EarningModel model,
            Set<Integer> sdgs,
            Hope hope,
            List<Part> parts,
            List<Arrival> arrivals,
            @Nullable AsideReason reason) {}

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        Optional<Person> coordinator = accounts.find("coordinator@example.org");
        if (coordinator.isEmpty()
                || cases.count() > 0
                || organisations.find("rubberhof", coordinator.get()).isEmpty()) {
            return;
        }
        Person desk = coordinator.get();
        rubber(desk);
        pallets(desk);
        coffee(desk);
        rain(desk);
        make(
                new Sample(
                        "Gedeelde heftruck op de laadkade",
                        "Drie firma's in dezelfde straat huren elk een heftruck die meestal stilstaat.",
                        Origin.DESK,
                        95,
                        EarningModel.SHARING,
                        Set.of(9, 12),
                        new Hope(8_400, 6, 0),
                        List.of(new Part("pershal", "heeft een heftruck")),
                        List.of(new Arrival(CaseStatus.POTENTIAL, 80)),
                        null),
                desk);
        make(
                new Sample(
                        "Frietvet voor de vuilniswagens",
                        "Gebruikt frituurvet ophalen en er diesel van maken voor de stadswagens.",
                        Origin.CHALLENGE,
                        210,
                        EarningModel.RESOURCE_RECOVERY,
                        Set.of(7, 13),
                        new Hope(5_000, 40, 0.5),
                        List.of(new Part("eetlokalen", "levert vet"), new Part("olierond", "haalt op")),
                        List.of(
                                new Arrival(CaseStatus.POTENTIAL, 190),
                                new Arrival(CaseStatus.PRE_BUSINESS_CASE, 150),
                                new Arrival(CaseStatus.PARKED, 100)),
                        AsideReason.VOLUME),
                desk);
        make(
                new Sample(
                        "Oude ramen worden serres",
                        "Ramen uit renovaties bewaren en er tuinserres van bouwen.",
                        Origin.SESSION,
                        260,
                        null,
                        Set.of(12),
                        new Hope(0, 0, 0),
                        List.of(new Part("schrijnhuis", "bouwt")),
                        List.of(new Arrival(CaseStatus.POTENTIAL, 240), new Arrival(CaseStatus.STOPPED, 170)),
                        AsideReason.MARGIN),
                desk);
        make(seed("Repaircafé in een leegstaande hal", "Een vaste plek om spullen te herstellen.", 30), desk);
        make(seed("Onverkocht brood naar de brouwerij", "Brood vervangt een deel van de mout.", 12), desk);
    }

    private static Sample seed(String title, String note, int daysAgo) {
        return new Sample(
                title, note, Origin.SESSION, daysAgo, null, Set.of(12), new Hope(0, 0, 0), List.of(), List.of(), null);
    }

    private void rubber(Person desk) {
        long id = make(
                new Sample(
                        "Versleten banden worden speelvloer",
                        "Banden van garages worden granulaat, en het granulaat wordt tegels voor speelpleinen.",
                        Origin.SESSION,
                        400,
                        EarningModel.RESOURCE_RECOVERY,
                        Set.of(8, 9, 12),
                        new Hope(62_000, 310, 4),
                        List.of(
                                new Part("bandenhuis", "levert banden"),
                                new Part("rubberhof", "vermaalt"),
                                new Part("speelvloer", "maakt tegels")),
                        List.of(
                                new Arrival(CaseStatus.POTENTIAL, 385),
                                new Arrival(CaseStatus.PRE_BUSINESS_CASE, 350),
                                new Arrival(CaseStatus.FEASIBLE, 290),
                                new Arrival(CaseStatus.GUIDED, 250)),
                        null),
                desk);
        LocalDate today = Pipeline.today();
        pipeline.write(
                id,
                Dossier.Entry.Kind.SESSION,
                today.minusDays(350),
                "Eerste sessie met vijf firma's. " + "De tegelmaker wil zekerheid over de kleur.",
                desk);
        pipeline.write(
                id,
                Dossier.Entry.Kind.RISK,
                today.minusDays(280),
                "Eén grote leverancier: als die stopt, " + "haalt de molen zijn minimum niet.",
                desk);
        pipeline.write(
                id, Dossier.Entry.Kind.DECISION, today.minusDays(255), "Alle drie tekenen voor twee jaar.", desk);
        step(id, "Proef met 20 ton draaien", "Rubberhof Voorbeeld", -230, true, desk);
        step(id, "Certificaat van de speelvloer aanvragen", "Speelvloer Voorbeeld", -190, true, desk);
        verify(id, Dossier.Result.Measure.MATERIAL, 410, "", 240, 60, "Weegbonnen van de molen.", desk);
        verify(id, Dossier.Result.Measure.CO2E, 142, "", 240, 60, "Berekend uit de weegbonnen.", desk);
        verify(id, Dossier.Result.Measure.JOBS, 3.5, "mensen ver van werk", 240, 60, "Vier contracten.", desk);
        arrive(id, new Arrival(CaseStatus.REALISED, 55), null, desk);
        stories.write(
                id,
                "Versleten banden worden speelvloer",
                "Elk jaar halen garages in de streek honderden tonnen versleten banden van auto's. Eén firma vermaalt ze,"
                        + " een andere perst er zachte tegels van. Die liggen nu op speelpleinen om de hoek.",
                false,
                true,
                0,
                desk);
        stories.release(id, "rubberhof", true, "Op de stuurgroep.", 1, desk);
        stories.release(id, "speelvloer", true, "Op de stuurgroep.", 1, desk);
        stories.release(id, "bandenhuis", false, "Per brief.", 1, desk);
    }

    private void pallets(Person desk) {
        long id = make(
                new Sample(
                        "Palletatelier met sociale tewerkstelling",
                        "Kapotte paletten herstellen en als meubel of palet terug verkopen.",
                        Origin.DESK,
                        230,
                        EarningModel.LIFE_EXTENSION,
                        Set.of(8, 12),
                        new Hope(34_000, 55, 6),
                        List.of(
                                new Part("palletrond", "herstelt"),
                                new Part("houthaven", "levert hout"),
                                new Part("schrijnhuis", "ontwerpt")),
                        List.of(
                                new Arrival(CaseStatus.POTENTIAL, 220),
                                new Arrival(CaseStatus.PRE_BUSINESS_CASE, 180),
                                new Arrival(CaseStatus.FEASIBLE, 110)),
                        null),
                desk);
        LocalDate today = Pipeline.today();
        pipeline.write(
                id, Dossier.Entry.Kind.TALK, today.minusDays(175), "Het hout volstaat; de plaats nog niet.", desk);
        pipeline.write(id, Dossier.Entry.Kind.DECISION, today.minusDays(45), "Start met vier mensen.", desk);
        arrive(id, new Arrival(CaseStatus.GUIDED, 40), null, desk);
        step(id, "Vier mensen aanwerven met de jobcoach", "Palletrond Voorbeeld", 6, false, desk);
        step(id, "Huur van de hal tekenen", "Noor Voorbeeld", 20, false, desk);
    }

    private void coffee(Person desk) {
        long id = make(
                new Sample(
                        "Koffiedik en keukenresten vergisten",
                        "Eetlokalen en een grootkeuken brengen samen genoeg naar de vergister.",
                        Origin.SESSION,
                        160,
                        EarningModel.RESOURCE_RECOVERY,
                        Set.of(7, 12, 13),
                        new Hope(21_500, 88, 1),
                        List.of(
                                new Part("eetlokalen", "levert"),
                                new Part("grootkeuken", "levert"),
                                new Part("gistkamer", "vergist")),
                        List.of(new Arrival(CaseStatus.POTENTIAL, 150), new Arrival(CaseStatus.PRE_BUSINESS_CASE, 120)),
                        null),
                desk);
        pipeline.write(
                id,
                Dossier.Entry.Kind.TALK,
                Pipeline.today().minusDays(60),
                "Ophaling op maandag en donderdag past voor iedereen.",
                desk);
        arrive(id, new Arrival(CaseStatus.FEASIBLE, 35), null, desk);
        step(id, "Offerte voor de ophaling vragen", "Gistkamer Voorbeeld", -3, false, desk);
    }

    private void rain(Person desk) {
        long id = make(
                new Sample(
                        "Regenwater van het dak naar de wasstraat",
                        "Een groot dak vangt meer regen dan de eigenaar gebruikt; de buur wast vrachtwagens.",
                        Origin.DESK,
                        70,
                        EarningModel.SHARED_INFRASTRUCTURE,
                        Set.of(6, 9),
                        new Hope(0, 0, 0),
                        List.of(new Part("truckdienst", "gebruikt"), new Part("pershal", "vangt op")),
                        List.of(new Arrival(CaseStatus.POTENTIAL, 62)),
                        null),
                desk);
        step(id, "Dakoppervlak en put opmeten", "Truckdienst Voorbeeld", 12, false, desk);
        arrive(id, new Arrival(CaseStatus.PRE_BUSINESS_CASE, 25), null, desk);
    }

    private long make(Sample sample, Person desk) {
        long id = pipeline.plant(sample.title(), sample.note(), sample.origin(), desk);
        jdbc.sql("update business_case set created_at = ? where id = ?")
                .params(ago(sample.daysAgo()), id)
                .update();
        pipeline.describe(id, sample.model(), sample.sdgs(), desk);
        if (sample.hope().jobs() + sample.hope().surplus() > 0) {
            pipeline.expect(
                    id,
                    sample.hope().surplus(),
                    sample.hope().co2eAvoided(),
                    sample.hope().jobs(),
                    desk);
        }
        sample.parts().forEach(part -> pipeline.addPartner(id, part.organisation(), part.role(), desk));
        sample.arrivals().forEach(arrival -> arrive(id, arrival, sample.reason(), desk));
        return id;
    }

    private void arrive(long id, Arrival arrival, @Nullable AsideReason reason, Person desk) {
        int version = cases.get(id, desk).version();
        pipeline.move(id, arrival.status(), arrival.status().isAside() ? reason : null, WORDS, version, desk);
        jdbc.sql("update business_case_move set moved_at = :at, missing = '{}' where id ="
                        + " (select max(id) from business_case_move where business_case = :id)")
                .param("at", ago(arrival.daysAgo()))
                .param("id", id)
                .update();
        jdbc.sql("update business_case set moved_at = :at where id = :id")
                .param("at", ago(arrival.daysAgo()))
                .param("id", id)
                .update();
    }

    private void step(long id, String title, String owner, int inDays, boolean done, Person desk) {
        pipeline.plan(id, title, owner, Pipeline.today().plusDays(inDays), desk);
        if (done) {
            long step = pipeline.dossier(id, desk).steps().stream()
                    .filter(each -> each.title().equals(title))
                    .findFirst()
                    .orElseThrow()
                    .id();
            pipeline.finish(id, step, true, desk);
        }
    }

    private void verify(
            long id,
            Dossier.Result.Measure measure,
            double quantity,
            String forWhom,
            int fromDaysAgo,
            int untilDaysAgo,
            String evidence,
            Person desk) {
        LocalDate today = Pipeline.today();
        pipeline.verify(
                id,
                measure,
                quantity,
                forWhom,
                today.minusDays(fromDaysAgo),
                today.minusDays(untilDaysAgo),
                evidence,
                desk);
    }

    private static Timestamp ago(int days) {
        return Timestamp.from(Instant.now().minus(Duration.ofDays(days)));
    }
}
