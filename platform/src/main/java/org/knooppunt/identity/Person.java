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
 * Who is signed in. Kept in the session, so it holds no more than what every page needs.
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
