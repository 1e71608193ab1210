package org.knooppunt.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fault that a program is told as problem details (RFC 9457). The words come from {@code
 * messages/api*.properties}: {@code problem.<slug>.detail} with the arguments, in the caller's language.
 */
public final class Problem extends RuntimeException {
    private final ProblemType type;
    private final transient List<Object> arguments;
    private final transient List<FieldFault> errors;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    private Problem(ProblemType type, List<Object> arguments, List<FieldFault> errors, @Nullable Throwable cause) {
        super(type.slug() + " " + arguments, cause);
        this.type = type;
        this.arguments = List.copyOf(arguments);
        this.errors = List.copyOf(errors);
    }

    /** A problem of a kind with the arguments of its message. */
    public static Problem of(ProblemType type, Object... arguments) {
        return new Problem(type, List.of(arguments), List.of(), null);
    }

    /** 404. Also for what is there but not visible to this person. */
    public static Problem notFound(String thing, String key) {
        return of(ProblemType.NOT_FOUND, thing, key);
    }

    /** 403: the person's role or organisation does not allow it. */
    public static Problem forbidden() {
        return of(ProblemType.FORBIDDEN);
    }

    /** 409: it does not go together with what is there. */
    public static Problem conflict(String thing, String key) {
        return of(ProblemType.CONFLICT, thing, key);
    }

    /** 412: somebody else changed it after the version in {@code If-Match}. */
    public static Problem changedMeanwhile(String thing, String key) {
        return of(ProblemType.CHANGED_MEANWHILE, thing, key);
    }

    /** 422: a rule of the room that annotations cannot say. */
    public static Problem invalid(String field, @Nullable Object value, String expected) {
        return invalid(List.of(new FieldFault(field, value, expected)));
    }

    /** 422 with all faults at once. */
    public static Problem invalid(List<FieldFault> errors) {
        return new Problem(ProblemType.INVALID, List.of(errors.size()), errors, null);
    }

    /** 400 with the place where reading stopped. */
    public static Problem unreadable(String place) {
        return new Problem(ProblemType.UNREADABLE, List.of(), List.of(new FieldFault(place, null, "JSON")), null);
    }

    /** The same with a header in the answer. */
    public Problem with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public Object[] arguments() {
        return arguments.toArray();
    }

    public List<FieldFault> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }
}
