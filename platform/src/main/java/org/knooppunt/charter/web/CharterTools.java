package org.knooppunt.charter.web;

import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What all pages of this room show alike. */
@ControllerAdvice(basePackageClasses = CharterTools.class)
class CharterTools {
    /** Whether a person has commitments to look at. */
    @ModelAttribute("mayCommit")
    boolean mayCommit(@AuthenticationPrincipal @Nullable Person person) {
        return person != null && (person.is(Role.MEMBER) || person.is(Role.COORDINATOR));
    }
}
