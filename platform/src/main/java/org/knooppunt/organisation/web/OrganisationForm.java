package org.knooppunt.organisation.web;

import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.inventory.EnterpriseNumber;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.organisation.Partner;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.springframework.validation.BindingResult;

/** What a person typed about an organisation, as it was typed. */
public record OrganisationForm(
        String key, String version, String name, String type, String enterpriseNumber, String nace) {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_WORD = 60;

    public OrganisationForm {
        key = FormText.orEmpty(key);
        version = FormText.orEmpty(version);
        name = FormText.orEmpty(name);
        type = FormText.orEmpty(type);
        enterpriseNumber = FormText.orEmpty(enterpriseNumber);
        nace = FormText.orEmpty(nace);
    }

    static OrganisationForm blank() {
        return new OrganisationForm("", "", "", "", "", "");
    }

    static OrganisationForm of(Partner partner) {
        return new OrganisationForm(
                partner.key(),
                String.valueOf(partner.version()),
                partner.name(),
                partner.type(),
                FormText.orEmpty(partner.enterpriseNumber()),
                FormText.orEmpty(partner.nace()));
    }

    OrganisationForm atVersion(int number) {
        return new OrganisationForm(key, String.valueOf(number), name, type, enterpriseNumber, nace);
    }

    int versionNumber() {
        return FormText.version(version);
    }

    /** The organisation, or nothing when there are errors. */
    @Nullable
    Organisation read(String ownKey, BindingResult errors, FormReader reader) {
        reader.key("key", ownKey);
        String plainName = reader.required("name", name, LONGEST_NAME);
        String plainType = reader.text("type", type, LONGEST_WORD);
        String plainNace = reader.text("nace", nace, LONGEST_WORD);
        EnterpriseNumber number = null;
        if (!enterpriseNumber.isBlank()) {
            number = EnterpriseNumber.parse(enterpriseNumber).orElse(null);
            if (number == null) {
                errors.rejectValue("enterpriseNumber", "form.enterpriseNumber.wrong");
            }
        }
        if (errors.hasErrors()) {
            return null;
        }
        return new Organisation(ownKey, plainName, plainType, number, plainNace.isEmpty() ? null : plainNace);
    }
}
