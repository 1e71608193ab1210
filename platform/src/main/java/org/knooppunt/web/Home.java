package org.knooppunt.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The front door and the workbench. */
@Controller
class Home {
    @GetMapping("/")
    String frontDoor() {
        return "web/front-door";
    }

    @GetMapping("/workbench")
    String workbench() {
        return "web/workbench";
    }
}
