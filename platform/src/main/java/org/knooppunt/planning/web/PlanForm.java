package org.knooppunt.planning.web;

import java.util.ArrayList;
import java.util.List;

/** What a person types to ask for a plan; numbers as typed, so that nothing typed is lost. */
public final class PlanForm {
    private String name = "";
    private String note = "";
    private String area = "";
    private List<String> kinds = new ArrayList<>();
    private List<String> visibilities = new ArrayList<>();
    private List<String> organisations = new ArrayList<>();
    private String aim = "money";
    private String weightCo2 = "0";
    private String weightJobs = "0";
    private String gap = "0.0001";
    private String seconds = "60";
    private String seed = "1";
    private String method = "automatic";

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getNote() {
        return note;
    }

    public void setNote(String note) {
        this.note = note;
    }

    public String getArea() {
        return area;
    }

    public void setArea(String area) {
        this.area = area;
    }

    public List<String> getKinds() {
        return kinds;
    }

    public void setKinds(List<String> kinds) {
        this.kinds = kinds;
    }

    public List<String> getVisibilities() {
        return visibilities;
    }

    public void setVisibilities(List<String> visibilities) {
        this.visibilities = visibilities;
    }

    public List<String> getOrganisations() {
        return organisations;
    }

    public void setOrganisations(List<String> organisations) {
        this.organisations = organisations;
    }

    public String getAim() {
        return aim;
    }

    public void setAim(String aim) {
        this.aim = aim;
    }

    public String getWeightCo2() {
        return weightCo2;
    }

    public void setWeightCo2(String weightCo2) {
        this.weightCo2 = weightCo2;
    }

    public String getWeightJobs() {
        return weightJobs;
    }

    public void setWeightJobs(String weightJobs) {
        this.weightJobs = weightJobs;
    }

    public String getGap() {
        return gap;
    }

    public void setGap(String gap) {
        this.gap = gap;
    }

    public String getSeconds() {
        return seconds;
    }

    public void setSeconds(String seconds) {
        this.seconds = seconds;
    }

    public String getSeed() {
        return seed;
    }

    public void setSeed(String seed) {
        this.seed = seed;
    }

    public String getMethod() {
        return method;
    }

    public void setMethod(String method) {
        this.method = method;
    }
}
