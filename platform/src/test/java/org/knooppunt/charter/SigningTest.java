package org.knooppunt.charter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.knooppunt.charter.internal.SigningStore;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.knooppunt.organisation.OrganisationRole;
import org.knooppunt.web.Missing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.access.AccessDeniedException;

class SigningTest extends CharterRoom {
    private static final int CLIENTS = 50;

    @Autowired
    SigningStore store;

    @Autowired
    KeptOnPeople kept;

    /** What all got that began at the same moment. */
    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : tasks) {
                running.add(clients.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }

    private long count(long id) {
        return jdbc.sql("select count(*) from charter_signature where text = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    /** One account that signs for many organisations. */
    private Person signatory(List<String> organisations) {
        Person person = someone(Role.MEMBER, Set.copyOf(organisations));
        organisations.forEach(organisation ->
                memberships.set(coordinator, person.id(), organisation, Set.of(OrganisationRole.SIGNATORY)));
        return person;
    }

    @Test
    void fiftyClientsOfOneOrganisationSignOnce() throws Exception {
        long id = published(TextKind.CHARTER);
        Person person = member("rubberhof");
        Signing.Assent assent =
                assent(id, "rubberhof", true, places(4, Charters.today().plusYears(1)));
        List<Callable<Signing.Outcome>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(() -> signing.sign(id, 1, assent, person));
        }

        List<Signing.Outcome> outcomes = atOnce(clients);

        assertThat(outcomes)
                .filteredOn(Signing.Outcome.Signed.class::isInstance)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(Signing.Outcome.Already.class::isInstance)
                .hasSize(CLIENTS - 1);
        assertThat(signing.of(id, 1, coordinator)).hasSize(1).first().satisfies(signature -> assertThat(
                        signature.commitments())
                .as("nor are its commitments doubled")
                .hasSize(1));
    }

    @Test
    void fiftyOrganisationsSignAtOnceAndNoneIsLost() throws Exception {
        long id = published(TextKind.CHARTER);
        List<String> organisations = organisations(CLIENTS);
        Person person = signatory(organisations);
        List<Callable<Signing.Outcome>> clients = new ArrayList<>();
        organisations.forEach(organisation -> clients.add(() -> sign(id, 1, organisation, person)));

        assertThat(atOnce(clients)).allMatch(Signing.Outcome.Signed.class::isInstance);

        assertThat(signing.of(id, 1, coordinator))
                .extracting(Signature::organisation)
                .containsExactlyInAnyOrderElementsOf(organisations);
    }

    @Test
    void aVersionThatIsPublishedWhileOthersSignTakesNoSignatureOnOtherWords() throws Exception {
        long id = published(TextKind.CHARTER);
        List<String> organisations = organisations(CLIENTS - 1);
        Person person = signatory(organisations);
        charters.revise(id, lock(id), coordinator);
        charters.addClause(id, "Nieuw", "Dit is nieuw.", lock(id), coordinator);
        int lock = lock(id);
        String hash = hash(id);
        List<Callable<Object>> clients = new ArrayList<>();
        clients.add(() -> charters.publish(id, lock, coordinator));
        for (String organisation : organisations) {
            Signing.Assent assent = new Signing.Assent(organisation, hash, "zaakvoerder", true, false, List.of());
            clients.add(() -> signing.sign(id, 1, assent, person));
        }

        List<Object> outcomes = atOnce(clients);

        assertThat(outcomes.getFirst()).isEqualTo(Charters.Published.DONE);
        long signed = outcomes.stream()
                .filter(Signing.Outcome.Signed.class::isInstance)
                .count();
        long refused = outcomes.stream()
                .filter(Signing.Outcome.OtherText.class::isInstance)
                .count();
        assertThat(signed + refused).isEqualTo(CLIENTS - 1);
        assertThat(count(id)).isEqualTo(signed);
        assertThat(jdbc.sql("select count(*) from charter_signature where text = ? and hash <> ?")
                        .params(id, hash)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void onlyAMemberSignsAndOnlyForItsOwnOrganisation() {
        long id = published(TextKind.CHARTER);
        assertThatThrownBy(() -> sign(id, 1, "speelvloer", member("rubberhof")))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> sign(id, 1, "rubberhof", someone(Role.RESIDENT, Set.of("rubberhof"))))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> sign(id, 1, "rubberhof", coordinator)).isInstanceOf(AccessDeniedException.class);
        Person colleague = someone(Role.MEMBER, Set.of("rubberhof"));
        assertThatThrownBy(() -> sign(id, 1, "rubberhof", colleague))
                .as("acts for it, but does not sign for it")
                .isInstanceOf(AccessDeniedException.class);
        memberships.set(coordinator, colleague.id(), "rubberhof", Set.of(OrganisationRole.CONTACT));
        assertThatThrownBy(() -> sign(id, 1, "rubberhof", colleague)).isInstanceOf(AccessDeniedException.class);
        Person signatory = member("rubberhof");
        assertThat(signing.toSign(charters.get(id, colleague), colleague)).isEmpty();
        assertThat(signing.signedByOthers(charters.get(id, colleague), colleague))
                .as("is told who does")
                .hasEntrySatisfying(
                        "Rubberhof Voorbeeld", names -> assertThat(names).contains(signatory.name()));
        memberships.set(coordinator, signatory.id(), "rubberhof", Set.of());
        assertThatThrownBy(() -> sign(id, 1, "rubberhof", signatory))
                .as("the role was taken back")
                .isInstanceOf(AccessDeniedException.class);

        long letter = published(TextKind.LETTER, "rubberhof");
        assertThatThrownBy(() -> signing.sign(letter, 1, assent(letter, "speelvloer", false), member("speelvloer")))
                .as("no party of it")
                .isInstanceOf(Missing.class);
        assertThat(sign(letter, 1, "rubberhof", member("rubberhof"))).isInstanceOf(Signing.Outcome.Signed.class);
    }

    @Test
    void aSignatureIsOnTheWordsThatWereShown() {
        long id = published(TextKind.CHARTER);
        Signing.Assent other = new Signing.Assent("rubberhof", "0".repeat(64), "zaakvoerder", true, true, List.of());
        assertThat(signing.sign(id, 1, other, member("rubberhof"))).isEqualTo(new Signing.Outcome.OtherText());

        assertThatThrownBy(() -> store.sign(
                        id,
                        1,
                        "rubberhof",
                        "Rubberhof",
                        member("rubberhof"),
                        "zaakvoerder",
                        "0".repeat(64),
                        true,
                        true,
                        Instant.now()))
                .as("nor does the database take it")
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(count(id)).isZero();
    }

    @Test
    void aSignatureIsNeverChangedOrRemovedAndAWithdrawnOneStaysToBeSeen() {
        long id = published(TextKind.CHARTER);
        Person person = member("rubberhof");
        long signature = signed(sign(id, 1, "rubberhof", person));
        for (String change : List.of(
                "update charter_signature set signer = 'Iemand anders' where id = ?",
                "update charter_signature set signed_at = now() - interval '1 year' where id = ?",
                "delete from charter_signature where id = ?")) {
            assertThatThrownBy(() -> jdbc.sql(change).param(signature).update())
                    .as(change)
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
        assertThatThrownBy(() -> signing.withdraw(signature, Charters.today(), "Niet van ons.", member("speelvloer")))
                .isInstanceOf(AccessDeniedException.class);

        assertThat(signing.withdraw(signature, Charters.today(), "We stoppen ermee.", person))
                .isTrue();
        assertThat(signing.withdraw(signature, Charters.today(), "Nog eens.", person))
                .isFalse();

        assertThat(signing.of(id, 1, coordinator).getFirst().withdrawal())
                .isEqualTo(new Signature.Withdrawal(Charters.today(), "We stoppen ermee."));
        assertThat(signing.of(id, 1, null).getFirst().withdrawal())
                .as("everybody sees that, not why")
                .isEqualTo(new Signature.Withdrawal(Charters.today(), ""));
        assertThat(sign(id, 1, "rubberhof", person))
                .as("this version is not signed again")
                .isEqualTo(new Signing.Outcome.Already());
    }

    @Test
    void everybodySeesWhatWasReleasedAndNothingElse() {
        long id = published(TextKind.CHARTER);
        Commitment.Line line = places(4, Charters.today().plusYears(1));
        signing.sign(id, 1, assent(id, "rubberhof", true, line), member("rubberhof"));
        signing.sign(
                id,
                1,
                new Signing.Assent("speelvloer", hash(id), "voorzitter", true, false, List.of(line)),
                member("speelvloer"));
        Person hidden = member("graafwerk");
        long secret = signed(signing.sign(
                id, 1, new Signing.Assent("graafwerk", hash(id), "voorzitter", false, true, List.of(line)), hidden));

        List<Signature> seen = signing.of(id, 1, null);
        assertThat(seen).extracting(Signature::organisation).containsExactly("rubberhof", "speelvloer");
        assertThat(seen).extracting(Signature::signer).containsOnly("");
        assertThat(seen.get(0).commitments()).hasSize(1);
        assertThat(seen.get(1).commitments()).isEmpty();
        assertThat(signing.of(id, 1, member("bandenhuis")))
                .extracting(Signature::organisation)
                .containsExactly("rubberhof", "speelvloer");
        assertThat(signing.of(id, 1, hidden)).hasSize(3);
        assertThat(signing.released(charters.get(id, coordinator).title(), 1, 100)
                        .rows())
                .hasSize(2);
        assertThatThrownBy(() -> signing.get(secret, null)).isInstanceOf(Missing.class);

        signing.release(secret, true, false, hidden);
        assertThat(signing.of(id, 1, null)).hasSize(3);

        long letter = published(TextKind.LETTER, "rubberhof", "speelvloer");
        sign(letter, 1, "rubberhof", member("rubberhof"));
        assertThat(signing.of(letter, 1, member("speelvloer")).getFirst().signer())
                .as("the parties of a letter know who signed it")
                .isEqualTo("Sam Voorbeeld");
        assertThat(signing.released(charters.get(letter, coordinator).title(), 1, 100)
                        .rows())
                .as("a letter is not on the public page, whatever was ticked")
                .isEmpty();
    }

    @Test
    void aPersonCanTakeAlongWhatTheySigned() {
        long id = published(TextKind.CHARTER);
        Person person = member("rubberhof");
        sign(id, 1, "rubberhof", person);

        Map<String, ?> data = kept.of(person);

        assertThat(data.get("signatures").toString()).contains("Rubberhof Voorbeeld", "zaakvoerder");
    }

    @Test
    void aReportIsAskedOfEachYearAndNoOther() {
        int year = Charters.today().getYear();
        Instant spring = LocalDate.of(year - 2, 3, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
        long id = published(TextKind.SOCIAL, spring);
        Person person = member("rubberhof");
        long signature = signed(signing.sign(
                id, 1, assent(id, "rubberhof", true, places(4, LocalDate.of(year + 1, 6, 30))), spring, person));
        long commitment =
                signing.get(signature, person).commitments().getFirst().id();

        assertThat(commitments.asked(commitment, person)).containsExactly(year - 2, year - 1);
        assertThat(commitments.get(commitment, person).late())
                .as("the older one is late for certain")
                .isTrue();
        assertThat(commitments.list("", true, 1, 1000, coordinator).rows())
                .extracting(Commitment::id)
                .contains(commitment);
        assertThat(commitments.report(commitment, year, Outcome.DONE, 1.0, "", "", person))
                .as("this year is not over")
                .isFalse();
        assertThatThrownBy(
                        () -> commitments.report(commitment, year - 2, Outcome.DONE, 1.0, "", "", member("speelvloer")))
                .isInstanceOf(Missing.class);

        assertThat(commitments.report(commitment, year - 2, Outcome.PARTLY, 2.0, "", "Te laat begonnen.", person))
                .isTrue();
        assertThat(commitments.report(commitment, year - 1, Outcome.DONE, 4.0, "https://example.org/x", "", person))
                .isTrue();
        assertThat(commitments.report(commitment, year - 1, Outcome.DONE, 5.0, "", "Verbeterd.", person))
                .as("a report can be corrected")
                .isTrue();

        assertThat(commitments.asked(commitment, person)).isEmpty();
        assertThat(commitments.get(commitment, coordinator).reached()).isEqualTo(5.0);
        assertThat(commitments.reports(commitment, coordinator)).hasSize(2);
        assertThat(commitments.due(person, 100)).extracting(Commitment::id).doesNotContain(commitment);
    }

    @Test
    void whoSignsLateInAYearFirstReportsOnTheNextAndWhoWithdrewNotAtAll() {
        int year = Charters.today().getYear();
        Instant autumn = LocalDate.of(year - 2, 10, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
        long id = published(TextKind.CHARTER, autumn);
        Person person = member("rubberhof");
        long signature = signed(signing.sign(
                id, 1, assent(id, "rubberhof", true, places(4, LocalDate.of(year, 6, 30))), autumn, person));
        long commitment =
                signing.get(signature, person).commitments().getFirst().id();

        assertThat(commitments.asked(commitment, person)).containsExactly(year - 1);

        signing.withdraw(signature, Charters.today(), "We stoppen ermee.", person);
        assertThat(commitments.asked(commitment, person)).isEmpty();
        assertThat(commitments.get(commitment, person).state()).isEqualTo("withdrawn");
    }
}
