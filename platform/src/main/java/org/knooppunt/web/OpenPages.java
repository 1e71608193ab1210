package org.knooppunt.web;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Which pages there are, so that no menu or button leads to one that is not there or not for this person. */
@Component
class OpenPages {
    private final ObjectProvider<RequestMappingHandlerMapping> mapping;
    private final ObjectProvider<WebInvocationPrivilegeEvaluator> privileges;
    private final ConcurrentMap<String, Boolean> known = new ConcurrentHashMap<>();

    OpenPages(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping,
            ObjectProvider<WebInvocationPrivilegeEvaluator> privileges) {
        this.mapping = mapping;
        this.privileges = privileges;
    }

    /** Whether a controller answers to reading this address. */
    boolean exists(String path) {
        return known.computeIfAbsent(path, this::isMapped);
    }

    /** It exists and the rules on addresses let this person read it. */
    boolean open(String path, @Nullable Authentication authentication) {
        return exists(path) && privileges.getObject().isAllowed("", path, "GET", authentication);
    }

    private boolean isMapped(String path) {
        PathContainer container = PathContainer.parsePath(path);
        for (RequestMappingInfo info : mapping.getObject().getHandlerMethods().keySet()) {
            boolean reads = info.getMethodsCondition().isEmpty()
                    || info.getMethodsCondition().getMethods().contains(RequestMethod.GET);
            var patterns = info.getPathPatternsCondition();
            if (reads
                    && patterns != null
                    && patterns.getPatterns().stream().anyMatch(pattern -> pattern.matches(container))) {
                return true;
            }
        }
        return false;
    }
}
