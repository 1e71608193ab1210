package org.knooppunt.api.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.TreeSet;
import org.knooppunt.api.Needs;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Role;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whose token this is. */
@RestController
@RequestMapping("/api/v1/me")
@Tag(name = "Me", description = "Whose token this is and what it may do.")
class MeEndpoint {
    /** Who a program acts for. */
    @Schema(name = "Me")
    record Me(
            String name,
            String email,
            @Schema(example = "nl") String language,
            @Schema(example = "[\"coordinator\"]") List<String> roles,

            @Schema(description = "keys of the organisations this person acts for", example = "[\"rubberhof\"]")
            List<String> organisations,

            @Schema(description = "what the token may do", example = "[\"inventory:read\"]")
            List<String> scopes) {}

    @GetMapping
    @Needs({})
    @Operation(summary = "Says whose token this is and what it may do.")
    Me me(@AuthenticationPrincipal Person person, Authentication authentication) {
        return new Me(
                person.name(),
                person.email(),
                person.language(),
                person.roles().stream().map(Role::code).sorted().toList(),
                List.copyOf(new TreeSet<>(person.organisations())),
                authentication.getAuthorities().stream()
                        .map(authority -> String.valueOf(authority.getAuthority()))
                        .filter(authority -> authority.startsWith("SCOPE_"))
                        .map(authority -> authority.substring("SCOPE_".length()))
                        .sorted()
                        .toList());
    }
}
