/**
 * Sessions and trainings: who is invited, who comes, what was said, which ideas came of it and what people thought of it.
 * Begin at {@link org.knooppunt.sessions.HubSessions}.
 */
@NullMarked
package org.knooppunt.sessions;

import org.jspecify.annotations.NullMarked;
