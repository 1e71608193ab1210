package org.knooppunt.api.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.FieldFault;
import org.knooppunt.api.Problem;
import org.knooppunt.api.ProblemType;
import org.knooppunt.web.Missing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Turns any fault into problem details, in the caller's language. */
@Component
class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Set<String> LANGUAGES = Set.of("nl", "en", "fr");
    private static final int LONGEST_VALUE = 200;

    private final MessageSource messages;
    private final LocaleResolver locales;
    private final JsonMapper json;

    Problems(MessageSource messages, LocaleResolver localeResolver, JsonMapper json) {
        this.messages = messages;
        this.locales = localeResolver;
        this.json = json;
    }

    /** What the program asked for in Accept-Language, else the language of the person whose token it is. */
    Locale locale(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) != null) {
            for (Locale asked : java.util.Collections.list(request.getLocales())) {
                if (LANGUAGES.contains(asked.getLanguage())) {
                    return Locale.of(asked.getLanguage());
                }
            }
        }
        return locales.resolveLocale(request);
    }

    void write(HttpServletRequest request, HttpServletResponse response, Throwable fault) throws IOException {
        write(request, response, problem(fault));
    }

    void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        Locale locale = locale(request);
        ProblemType type = problem.type();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", request.getContextPath() + type.uri());
        body.put("title", text("problem." + type.slug() + ".title", locale));
        body.put("status", type.status().value());
        body.put("detail", text("problem." + type.slug() + ".detail", locale, problem.arguments()));
        body.put("instance", request.getRequestURI());
        if (!problem.errors().isEmpty()) {
            body.put("errors", problem.errors());
        }
        response.setStatus(type.status().value());
        problem.headers().forEach(response::setHeader);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, locale.getLanguage());
        response.setContentType("application/problem+json");
        byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private String text(String key, Locale locale, Object... arguments) {
        Object[] padded =
                arguments.length >= 2 ? arguments : new Object[] {arguments.length > 0 ? arguments[0] : "", ""};
        return messages.getMessage(key, padded, locale).strip();
    }

    /** Which problem a fault is. What nobody foresaw is logged and told without its insides. */
    Problem problem(Throwable fault) {
        return switch (fault) {
            case Problem problem -> problem;
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case BindingResult binding -> Problem.invalid(fields(binding));
            case HandlerMethodValidationException validation -> Problem.invalid(fields(validation));
            case MethodArgumentTypeMismatchException mismatch ->
                Problem.invalid(
                        mismatch.getName(), shortened(mismatch.getValue()), expected(mismatch.getRequiredType()));
            case TypeMismatchException mismatch ->
                Problem.invalid(
                        String.valueOf(mismatch.getPropertyName()),
                        shortened(mismatch.getValue()),
                        expected(mismatch.getRequiredType()));
            case MissingServletRequestParameterException missing ->
                Problem.invalid(missing.getParameterName(), null, missing.getParameterType());
            case MissingRequestHeaderException missing -> Problem.invalid(missing.getHeaderName(), null, "header");
            case HttpRequestMethodNotSupportedException method -> {
                String[] allowed = method.getSupportedMethods();
                String list = allowed == null ? "" : String.join(", ", allowed);
                yield Problem.of(ProblemType.METHOD_NOT_ALLOWED, method.getMethod(), list)
                        .with(HttpHeaders.ALLOW, list);
            }
            case HttpMediaTypeNotSupportedException type ->
                Problem.of(
                                ProblemType.MEDIA_TYPE,
                                String.valueOf(type.getContentType()),
                                type.getSupportedMediaTypes().isEmpty()
                                        ? "application/json"
                                        : type.getSupportedMediaTypes().stream()
                                                .map(Object::toString)
                                                .collect(Collectors.joining(", ")))
                        .with(HttpHeaders.ACCEPT, "application/json");
            case MaxUploadSizeExceededException size -> Problem.of(ProblemType.TOO_LARGE);
            case AccessDeniedException denied -> Problem.forbidden();
            case AuthenticationException denied -> unauthorized();
            case ConcurrencyFailureException conflict -> Problem.of(ProblemType.CONFLICT);
            case DataIntegrityViolationException conflict -> {
                LOG.info(
                        "a write was refused by the database: {}",
                        conflict.getMostSpecificCause().getMessage());
                yield Problem.of(ProblemType.CONFLICT);
            }
            case Missing missing -> Problem.of(ProblemType.NOT_FOUND);
            case ErrorResponse answer ->
                Problem.of(ProblemType.of(answer.getStatusCode().value()));
            default -> {
                LOG.error("a request of a program failed", fault);
                yield Problem.of(ProblemType.INTERNAL);
            }
        };
    }

    static Problem unauthorized() {
        return Problem.of(ProblemType.TOKEN_NEEDED).with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Knooppunt\"");
    }

    private static Problem unreadable(HttpMessageNotReadableException fault) {
        if (!(fault.getCause() instanceof JacksonException cause)) {
            return Problem.of(ProblemType.UNREADABLE);
        }
        if (cause instanceof StreamReadException stream) {
            return place(stream);
        }
        if (cause.getPath().isEmpty()) {
            return Problem.of(ProblemType.UNREADABLE);
        }
        return switch (cause) {
            case UnrecognizedPropertyException unknown -> Problem.invalid(path(unknown), null, names(unknown));
            case InvalidFormatException format ->
                Problem.invalid(path(format), shortened(format.getValue()), expected(format.getTargetType()));
            case MismatchedInputException mismatch ->
                Problem.invalid(path(mismatch), null, expected(mismatch.getTargetType()));
            default -> Problem.invalid(path(cause), null, "?");
        };
    }

    private static String names(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds() == null
                ? "?"
                : unknown.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .sorted()
                        .collect(Collectors.joining(" | "));
    }

    private static Problem place(StreamReadException fault) {
        var location = fault.getLocation();
        return location == null
                ? Problem.of(ProblemType.UNREADABLE)
                : Problem.unreadable("line " + location.getLineNr() + ", column " + location.getColumnNr());
    }

    private static String path(JacksonException fault) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : fault.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static List<FieldFault> fields(BindingResult binding) {
        List<FieldFault> faults = new ArrayList<>();
        binding.getGlobalErrors()
                .forEach(error -> faults.add(new FieldFault("", null, String.valueOf(error.getDefaultMessage()))));
        for (FieldError error : binding.getFieldErrors()) {
            faults.add(field(error));
        }
        return faults;
    }

    private static FieldFault field(FieldError error) {
        String expected = error.isBindingFailure() ? typeOf(error) : String.valueOf(error.getDefaultMessage());
        return new FieldFault(error.getField(), shortened(error.getRejectedValue()), expected);
    }

    private static String typeOf(FieldError error) {
        // codes are typeMismatch.object.field, typeMismatch.field, typeMismatch.java.lang.Integer, typeMismatch
        String[] codes = error.getCodes();
        if (codes == null) {
            return "?";
        }
        for (String code : codes) {
            if (code.startsWith("typeMismatch.java.")) {
                String name = code.substring(code.lastIndexOf('.') + 1);
                return NUMBERS.contains(name) ? "number" : name;
            }
        }
        return "?";
    }

    private static List<FieldFault> fields(HandlerMethodValidationException validation) {
        List<FieldFault> faults = new ArrayList<>();
        for (ParameterValidationResult result : validation.getParameterValidationResults()) {
            if (result instanceof ParameterErrors errors) {
                errors.getFieldErrors().forEach(error -> faults.add(field(error)));
            } else {
                for (MessageSourceResolvable error : result.getResolvableErrors()) {
                    faults.add(new FieldFault(
                            String.valueOf(result.getMethodParameter().getParameterName()),
                            shortened(result.getArgument()),
                            String.valueOf(error.getDefaultMessage())));
                }
            }
        }
        return faults;
    }

    private static final Set<String> NUMBERS =
            Set.of("Integer", "Long", "Double", "Float", "Short", "BigDecimal", "int", "long", "double", "float");

    /** The name of a type in JSON's words; of a choice, what there is to choose from. */
    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "?";
        }
        if (type.isEnum()) {
            List<String> choices = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                choices.add(constant.toString());
            }
            return String.join(" | ", choices);
        }
        if (NUMBERS.contains(type.getSimpleName())) {
            return "number";
        }
        return switch (type.getSimpleName()) {
            case "Boolean", "boolean" -> "true | false";
            case "String" -> "text";
            case "LocalDate" -> "YYYY-MM-DD";
            case "Instant", "OffsetDateTime" -> "YYYY-MM-DDThh:mm:ssZ";
            default -> Iterable.class.isAssignableFrom(type) || type.isArray() ? "[…]" : "{…}";
        };
    }

    private static @Nullable Object shortened(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        String text = value.toString();
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
    }
}
