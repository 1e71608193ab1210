package org.knooppunt.web;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Which pages there are, so that no menu or button leads to one that is not there or not for this person. */
@Component
class OpenPages {
    private final ObjectProvider<RequestMappingHandlerMapping> mapping;
    private final ObjectProvider<WebInvocationPrivilegeEvaluator> privileges;
    private volatile @Nullable Set<String> paths;

    OpenPages(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping,
            ObjectProvider<WebInvocationPrivilegeEvaluator> privileges) {
        this.mapping = mapping;
        this.privileges = privileges;
    }

    boolean exists(String path) {
        Set<String> known = paths;
        if (known == null) {
            known = new HashSet<>();
            for (var info : mapping.getObject().getHandlerMethods().keySet()) {
                known.addAll(info.getPatternValues());
            }
            paths = known;
        }
        return known.contains(path);
    }

    /** It exists and the rules on addresses let this person in. */
    boolean open(String path, @Nullable Authentication authentication) {
        return exists(path) && privileges.getObject().isAllowed(path, authentication);
    }
}
