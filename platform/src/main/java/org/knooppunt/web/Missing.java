package org.knooppunt.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such thing, or not for this person: which of the two is nobody's business. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class Missing extends RuntimeException {
    public Missing(String what) {
        super(what);
    }
}
