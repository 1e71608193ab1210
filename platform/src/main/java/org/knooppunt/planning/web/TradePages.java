package org.knooppunt.planning.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.design.Aim;
import org.knooppunt.engine.design.AimPlanner;
import org.knooppunt.identity.Person;
import org.knooppunt.planning.PlanGoal;
import org.knooppunt.planning.PlanSummary;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.Trade;
import org.knooppunt.planning.Trades;
import org.knooppunt.web.Choice;
import org.knooppunt.web.Missing;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The trade-off beside a plan: ask, watch, and a curve whose points are plans. */
@Controller
class TradePages {
    private static final int POINTS = 9;

    private final Trades trades;
    private final Plans plans;
    private final PlanHead head;
    private final MessageSource messages;

    TradePages(Trades trades, Plans plans, PlanHead head, MessageSource messages) {
        this.trades = trades;
        this.plans = plans;
        this.head = head;
        this.messages = messages;
    }

    /**
     * One line of the table and one point of the curve.
     *
     * @param plan id of the plan it opens
     * @param here whether it is the plan whose page this is
     */
    record Line(String name, long plan, boolean here, Trade.Point point) {}

    @GetMapping("/plans/{id}/trade")
    String trade(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Long of,
            @AuthenticationPrincipal Person person,
            Model model,
            Locale locale) {
        head.overview(id, person, model, locale);
        List<Trade> known = trades.list(id, person);
        model.addAttribute("trades", known);
        model.addAttribute("pairs", pairs(locale));
        model.addAttribute("defaultPoints", POINTS);
        if (!known.isEmpty()) {
            Trade trade = of == null ? known.getFirst() : get(known, of);
            model.addAttribute("trade", trade);
            PlanSummary plan = plans.get(id, person);
            model.addAttribute("lines", lines(trade, plan, locale));
            if (trade.plan() != id) {
                plans.find(trade.plan(), person).ifPresent(parent -> model.addAttribute("parent", parent));
            }
        }
        return "planning/trade";
    }

    private static Trade get(List<Trade> known, long of) {
        return known.stream()
                .filter(trade -> trade.id() == of)
                .findFirst()
                .orElseThrow(() -> new Missing("trade-off " + of));
    }

    private List<Choice> pairs(Locale locale) {
        List<Choice> pairs = new ArrayList<>();
        for (Aim[] pair : new Aim[][] {{Aim.MONEY, Aim.CO2E}, {Aim.MONEY, Aim.JOBS}, {Aim.CO2E, Aim.JOBS}}) {
            String code = PlanGoal.code(pair[0]) + "-" + PlanGoal.code(pair[1]);
            pairs.add(new Choice(code, say(locale, "plan.trade.pair." + code)));
        }
        return pairs;
    }

    /** The points, and the plan itself where it is none of them. */
    private List<Line> lines(Trade trade, PlanSummary plan, Locale locale) {
        List<Line> lines = new ArrayList<>();
        PlanSummary.Answer answer = plan.answer();
        Trade.Point same = answer == null ? null : trade.find(answer);
        int at = 0;
        for (Trade.Point point : trade.points()) {
            boolean here = point.plan() == plan.id() || (plan.id() == trade.plan() && point.equals(same));
            lines.add(new Line(Trade.letter(at++), point.plan(), here, point));
        }
        if (answer != null
                && plan.id() == trade.plan()
                && same == null
                && !trade.points().isEmpty()) {
            lines.add(new Line(
                    say(locale, "plan.trade.this"),
                    plan.id(),
                    true,
                    new Trade.Point(plan.id(), answer.money(), answer.co2eAvoided(), answer.jobs())));
        }
        return lines;
    }

    @PostMapping("/plans/{id}/trade")
    String start(
            @PathVariable long id,
            @RequestParam(defaultValue = "money-co2e") String pair,
            @RequestParam(defaultValue = "9") int points,
            @AuthenticationPrincipal Person person,
            RedirectAttributes flash,
            Locale locale) {
        boolean known = pairs(locale).stream().anyMatch(each -> each.value().equals(pair));
        if (!known || points < 2 || points > AimPlanner.Request.MOST_POINTS) {
            flash.addFlashAttribute("problem", "plan.trade.error");
        } else {
            String[] aims = pair.split("-");
            trades.start(id, new AimPlanner.Request(PlanGoal.aim(aims[0]), PlanGoal.aim(aims[1]), points), person);
        }
        return "redirect:/plans/" + id + "/trade";
    }

    @PostMapping("/plans/{id}/trade/{trade}/cancel")
    String cancel(@PathVariable long id, @PathVariable long trade, @AuthenticationPrincipal Person person) {
        trades.cancel(trade, person);
        return "redirect:/plans/" + id + "/trade";
    }

    /** The part of the page that changes while points are sought. */
    @GetMapping("/plans/{id}/trade/{of}/progress")
    String progress(
            @PathVariable long id,
            @PathVariable long of,
            @AuthenticationPrincipal Person person,
            Model model,
            HttpServletResponse response) {
        Trade trade = get(trades.list(id, person), of);
        model.addAttribute("plan", plans.get(id, person));
        model.addAttribute("trade", trade);
        model.addAttribute("mayWrite", Plans.mayWrite(person));
        if (!trade.running()) {
            response.setHeader("HX-Refresh", "true");
        }
        return "planning/trade :: running";
    }

    /** The curve, as js/chart.js reads it. */
    @GetMapping(value = "/plans/{id}/trade.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Map<String, Object> curve(
            @PathVariable long id, @RequestParam long of, @AuthenticationPrincipal Person person, Locale locale) {
        Trade trade = get(trades.list(id, person), of);
        List<Map<String, Object>> points = new ArrayList<>();
        for (Line line : lines(trade, plans.get(id, person), locale)) {
            Map<String, Object> point = new LinkedHashMap<>();
            point.put("name", line.name());
            point.put("x", scaled(trade.second(), line.point()));
            point.put("y", scaled(trade.first(), line.point()));
            point.put("main", line.here());
            point.put("href", "/plans/" + line.plan());
            points.add(point);
        }
        return Map.of(
                "type",
                "tradeoff",
                "xName",
                say(locale, "plan.trade.axis." + trade.secondCode()),
                "yName",
                say(locale, "plan.trade.axis." + trade.firstCode()),
                "points",
                points);
    }

    /** Money in thousands, so that the numbers on the axis stay short. */
    private static double scaled(Aim aim, Trade.Point point) {
        double value = aim == Aim.MONEY ? point.money() / 1000 : point.of(aim);
        return Math.round(value * 10) / 10.0;
    }

    private String say(Locale locale, String key) {
        return messages.getMessage(key, new Object[0], locale);
    }
}
