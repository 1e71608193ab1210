package org.knooppunt.sessions;

import org.jspecify.annotations.Nullable;

/** What a coordinator says of a session, besides when it is. */
public record SessionDraft(
        String title,
        SessionKind kind,
        String goal,
        String host,
        Audience audience,
        @Nullable Integer places) {}
