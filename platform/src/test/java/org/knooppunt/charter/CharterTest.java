package org.knooppunt.charter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knooppunt.charter.Difference.Change;
import org.knooppunt.charter.Difference.Fate;
import org.knooppunt.charter.Difference.Piece;
import org.knooppunt.web.Missing;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.access.AccessDeniedException;

class CharterTest extends CharterRoom {
    @Test
    void whatIsPublishedCannotBeChangedNotEvenInTheDatabase() {
        long id = published(TextKind.CHARTER);

        for (String change : List.of(
                "update charter_clause set words = 'Iets anders.' where text = ?",
                "delete from charter_clause where text = ?",
                "insert into charter_clause (text, version, root, place, heading, words)"
                        + " select ?, 1, 999999, 9, 'Nog', 'iets'",
                "insert into charter_proposal (text, version, place, what, unit) select ?, 1, 1, 'Meer', 'keer'",
                "update charter_version set title = 'Anders' where text = ?",
                "update charter_version set hash = repeat('0', 64) where text = ?",
                "delete from charter_version where text = ?",
                "delete from charter_text where id = ?")) {
            assertThatThrownBy(() -> jdbc.sql(change).param(id).update())
                    .as(change)
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
        assertThat(charters.addClause(id, "Nog", "iets", lock(id), coordinator))
                .as("there is no draft")
                .isFalse();
    }

    @Test
    void clausesMoveUpAndDownAndKeepTheirNumbers() {
        long id = draft(TextKind.CHARTER);
        charters.addClause(id, "Vrij", "Niemand moet.", lock(id), coordinator);
        Version draft = charters.version(id, 1, coordinator);

        charters.moveClause(id, draft.clauses().get(2).id(), true, lock(id), coordinator);
        charters.moveClause(id, draft.clauses().get(0).id(), false, lock(id), coordinator);
        assertThat(charters.version(id, 1, coordinator).clauses())
                .extracting(Clause::heading)
                .containsExactly("Vrij", "Samen", "Open");
        assertThat(charters.moveClause(id, draft.clauses().get(2).id(), true, lock(id), coordinator))
                .as("it is the first already")
                .isFalse();

        charters.removeClause(id, draft.clauses().get(2).id(), lock(id), coordinator);
        assertThat(charters.version(id, 1, coordinator).clauses())
                .extracting(Clause::place)
                .containsExactly(1, 2);
    }

    @Test
    void whoLookedBeforeSomebodyElseChangedADraftChangesNothing() {
        long id = draft(TextKind.CHARTER);
        int seen = lock(id);
        charters.describe(id, "Nieuwe titel", "", true, true, seen, coordinator);

        assertThat(charters.describe(id, "Oude titel", "", true, true, seen, coordinator))
                .isFalse();
        assertThat(charters.publish(id, seen, coordinator)).isEqualTo(Charters.Published.CHANGED_MEANWHILE);
        assertThat(charters.get(id, coordinator).title()).isEqualTo("Nieuwe titel");
    }

    @Test
    void aTextWithoutClausesOrWithoutAnybodyToSignStaysADraft() {
        long empty = charters.create(TextKind.CHARTER, "Leeg", null, coordinator);
        assertThat(charters.publish(empty, lock(empty), coordinator)).isEqualTo(Charters.Published.EMPTY);

        long lonely = draft(TextKind.LETTER);
        assertThat(charters.publish(lonely, lock(lonely), coordinator)).isEqualTo(Charters.Published.NO_PARTIES);
    }

    @Test
    void theNextVersionShowsWordByWordWhatDiffersAndWhoStillHasToSign() {
        long id = published(TextKind.CHARTER, "rubberhof", "speelvloer");
        signed(sign(id, 1, "rubberhof", member("rubberhof")));
        signed(sign(id, 1, "graafwerk", member("graafwerk")));
        assertThat(signing.missing(charters.get(id, coordinator), coordinator)).containsExactly("Speelvloer Voorbeeld");

        charters.revise(id, lock(id), coordinator);
        List<Clause> clauses = charters.version(id, 2, coordinator).clauses();
        charters.changeClause(id, clauses.get(0).id(), "Samen", "We doen dit altijd samen.", lock(id), coordinator);
        charters.removeClause(id, clauses.get(1).id(), lock(id), coordinator);
        charters.addClause(id, "Vrij", "Niemand moet.", lock(id), coordinator);
        charters.publish(id, lock(id), coordinator);

        List<Difference.Part> difference = charters.difference(id, 2, null);
        assertThat(difference)
                .extracting(Difference.Part::change)
                .containsExactly(Change.CHANGED, Change.ADDED, Change.REMOVED);
        assertThat(difference.getFirst().words())
                .containsExactly(
                        new Piece(Fate.SAME, "We doen dit "),
                        new Piece(Fate.ADDED, "altijd "),
                        new Piece(Fate.SAME, "samen."));
        assertThat(signing.missing(charters.get(id, coordinator), coordinator))
                .as("the parties, and who signed the version before")
                .containsExactly("Graafwerk Voorbeeld", "Rubberhof Voorbeeld", "Speelvloer Voorbeeld");
        assertThat(charters.version(id, 1, null).clauses().get(1).heading())
                .as("the old version says what it said")
                .isEqualTo("Open");
    }

    @Test
    void theHashIsOfTheCanonicalFormWhichPeopleCanReadAndCountAgain() throws Exception {
        Version version = new Version(
                12,
                TextKind.SOCIAL,
                2,
                "Cafe\u0301  en buurt",
                "Eerste regel.  \r\nclause 9: niet echt\n\n",
                List.of(new Clause(5, 7, 1, "Samen", "We doen\u00a0mee. \nAllen.")),
                List.of(new Proposal(3, 1, "Open dagen", "dagen", "")),
                null,
                null,
                null);
        String form = """
                knooppunt-text 1
                kind: social
                text: 12
                version: 2
                title: Café en buurt
                preamble:
                  Eerste regel.
                  clause 9: niet echt
                clause 1: Samen
                  We doen\u00a0mee.
                  Allen.
                commitment 1: Open dagen
                  unit: dagen
                  for:
                """;

        assertThat(Canonical.text(version)).isEqualTo(form);
        assertThat(Canonical.hash(version))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(form.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aDraftIsForCoordinatorsAndATextBetweenPartiesForThem() {
        long draft = draft(TextKind.CHARTER);
        assertThatThrownBy(() -> charters.get(draft, member("rubberhof"))).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> charters.get(draft, null)).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> charters.publish(draft, 0, member("rubberhof")))
                .isInstanceOf(AccessDeniedException.class);

        long letter = published(TextKind.LETTER, "rubberhof");
        assertThat(charters.get(letter, member("rubberhof")).parties()).containsKey("rubberhof");
        assertThatThrownBy(() -> charters.get(letter, member("speelvloer"))).isInstanceOf(Missing.class);
        assertThatThrownBy(() -> charters.version(letter, 1, null)).isInstanceOf(Missing.class);

        long open = published(TextKind.CHARTER);
        charters.revise(open, lock(open), coordinator);
        charters.describe(open, "Geheim", "", true, true, lock(open), coordinator);
        assertThat(charters.get(open, null).title()).as("of the draft nothing").isNotEqualTo("Geheim");
        assertThatThrownBy(() -> charters.version(open, 2, null)).isInstanceOf(Missing.class);
    }

    @Test
    void aDraftThatIsThrownAwayLeavesWhatWasPublished() {
        long id = published(TextKind.CHARTER, Instant.now());
        String title = charters.get(id, coordinator).title();
        charters.revise(id, lock(id), coordinator);
        charters.describe(id, "Anders", "", true, true, lock(id), coordinator);

        assertThat(charters.discard(id, lock(id), coordinator)).isTrue();

        assertThat(charters.get(id, coordinator).title()).isEqualTo(title);
        long never = draft(TextKind.CHARTER);
        charters.discard(never, lock(never), coordinator);
        assertThatThrownBy(() -> charters.get(never, coordinator)).isInstanceOf(Missing.class);
    }
}
