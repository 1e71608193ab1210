package org.knooppunt.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knooppunt.PlatformTest;
import org.knooppunt.identity.Account;
import org.knooppunt.identity.Accounts;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

/** A person in several organisations, with other roles in each. */
class MembershipsTest extends PlatformTest {
    @Autowired
    private Memberships memberships;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Audit audit;

    private Person coordinator;
    private Person member;

    @BeforeEach
    void people() {
        coordinator = accounts.find("coordinator@example.org").orElseThrow();
        member = of("bandwerk", "autoruit");
    }

    private Person of(String... organisations) {
        return accounts.create(
                UUID.randomUUID() + "@example.org", "Mia Proef", null, Set.of(Role.MEMBER), Set.of(organisations));
    }

    @Test
    void aRoleHoldsForOneOrganisationOnlyAndIsSeenThere() {
        memberships.set(coordinator, member.id(), "bandwerk", Set.of(OrganisationRole.SIGNATORY));
        assertThat(memberships.mayAct(member, "bandwerk", OrganisationRole.SIGNATORY))
                .isTrue();
        assertThat(memberships.mayAct(member, "bandwerk", OrganisationRole.CONTACT))
                .isFalse();
        assertThat(memberships.mayAct(member, "autoruit", OrganisationRole.SIGNATORY))
                .isFalse();
        assertThat(memberships.mayAct(null, "bandwerk", OrganisationRole.SIGNATORY))
                .isFalse();
        assertThat(memberships.of(member)).containsOnlyKeys("bandwerk");
        assertThat(audit.list("organisation", "bandwerk").getFirst().detail()).contains("signatory");
    }

    @Test
    void whoSignsGivesRolesAndOthersDoNot() {
        Person other = of("bandwerk");
        assertThatThrownBy(() -> memberships.set(other, member.id(), "bandwerk", Set.of(OrganisationRole.CONTACT)))
                .isInstanceOf(AccessDeniedException.class);
        memberships.set(coordinator, other.id(), "bandwerk", Set.of(OrganisationRole.SIGNATORY));
        memberships.set(other, member.id(), "bandwerk", Set.of(OrganisationRole.CONTACT));
        assertThat(memberships.mayAct(member, "bandwerk", OrganisationRole.CONTACT))
                .isTrue();
        assertThatThrownBy(() -> memberships.set(other, member.id(), "autoruit", Set.of()))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void anotherMemberSeesWhomToTurnToByNameAndVisitorsSeeNobody() {
        memberships.set(coordinator, member.id(), "bandwerk", Set.of(OrganisationRole.CONTACT));
        Person quiet = of("bandwerk");
        Person stranger = of("rubberhof");
        List<Memberships.Membership> seen = memberships.list("bandwerk", stranger);
        assertThat(seen)
                .extracting(Memberships.Membership::account)
                .contains(member.id())
                .doesNotContain(quiet.id());
        assertThat(seen).allMatch(each -> each.email() == null);
        assertThat(memberships.list("bandwerk", null)).isEmpty();
        assertThat(memberships.list("bandwerk", quiet))
                .extracting(Memberships.Membership::email)
                .contains(member.email());
    }

    @Test
    void anAccountThatIsChangedKeepsItsRolesInTheOrganisationsThatStay() {
        memberships.set(coordinator, member.id(), "bandwerk", Set.of(OrganisationRole.SIGNATORY));
        memberships.set(coordinator, member.id(), "autoruit", Set.of(OrganisationRole.CONTACT));
        Account account = accounts.findAccount(member.id()).orElseThrow();
        accounts.change(
                coordinator,
                member.id(),
                account.version(),
                new Accounts.Change(
                        account.email(), "Mia Anders", "nl", Set.of(Role.MEMBER), Set.of("bandwerk", "rubberhof")));
        assertThat(memberships.of(accounts.find(member.id()).orElseThrow())).containsOnlyKeys("bandwerk");
    }

    @Test
    void whoLeftMayDoNothingAnyMore() {
        memberships.set(coordinator, member.id(), "bandwerk", Set.of(OrganisationRole.SIGNATORY));
        memberships.end(coordinator, member.id(), "bandwerk");
        assertThat(memberships.mayAct(member, "bandwerk", OrganisationRole.SIGNATORY))
                .isFalse();
        assertThat(accounts.find(member.id()).orElseThrow().organisations()).containsExactly("autoruit");
    }
}
