package org.knooppunt.identity;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Who is signed in, read anew for every request.
 *
 * @param organisations keys of the organisations a member acts for
 */
public record Person(
        long id,
        String email,
        String name,
        @Nullable String passwordHash,
        String language,
        boolean active,
        Set<Role> roles,
        Set<String> organisations)
        implements UserDetails, Serializable {

    public Person {
        roles = Set.copyOf(roles);
        organisations = Set.copyOf(organisations);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** For everything after sign-in: the hash is not carried around. */
    public Person withoutPassword() {
        return new Person(id, email, name, null, language, active, roles, organisations);
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        List<SimpleGrantedAuthority> authorities = new java.util.ArrayList<>();
        for (Role role : roles) {
            authorities.add(new SimpleGrantedAuthority(role.authority()));
        }
        return authorities;
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return email;
    }

    @Override
    public boolean isEnabled() {
        return active;
    }

    /** Never the hash. */
    @Override
    public String toString() {
        return "person " + id;
    }
}
