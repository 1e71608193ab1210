package org.knooppunt.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.knooppunt.identity.Scope;

/**
 * The scopes a token needs for an endpoint. None listed: any token will do. An endpoint under {@code /api/v1} without
 * this is closed to everyone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Needs {
    Scope[] value();
}
