import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Validates files with the veraPDF engine: VeraRunner ua1,2a file...
 *
 * <p>One line for each file and flavour, its fields between tabs: file, flavour, PASS or FAIL or ERROR, number of
 * rules, number of checks, and the failed rules as clause-test between spaces (or what went wrong). The profiles are
 * read here because the engine's own way needs JAXB, which is not on the class path.
 */
public final class VeraRunner {
    private static final String PROFILES = "/org/verapdf/pdfa/validation/";

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        List<Thread> threads = new ArrayList<>();
        List<StringBuffer> lines = new ArrayList<>();
        for (String name : arguments[0].split(",")) { // the engine keeps its state by thread
            StringBuffer said = new StringBuffer();
            lines.add(said);
            threads.add(new Thread(() -> validate(arguments, name, said)));
            threads.get(threads.size() - 1).start();
        }
        for (int i = 0; i < threads.size(); i++) {
            threads.get(i).join();
            System.out.print(lines.get(i));
        }
    }

    private static void validate(String[] arguments, String name, StringBuffer said) {
        PDFAFlavour flavour = PDFAFlavour.fromString(name);
        ValidationProfile profile;
        try {
            profile = profile(flavour);
        } catch (Exception error) {
            throw new IllegalStateException(error);
        }
        for (int i = 1; i < arguments.length; i++) {
            said.append(String.join("\t", arguments[i], name, verdict(new File(arguments[i]), flavour, profile)) + "\n");
        }
    }

    private static String verdict(File file, PDFAFlavour flavour, ValidationProfile profile) {
        String rules = Integer.toString(profile.getRules().size());
        try (InputStream data = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(data, flavour)) {
            ValidationResult result =
                    ValidatorFactory.createValidator(profile, 1_000_000, false, true, false).validate(parser);
            Set<String> failed = new TreeSet<>();
            for (RuleId rule : result.getFailedChecks().keySet()) {
                failed.add(rule.getClause() + "-" + rule.getTestNumber());
            }
            String checks = Integer.toString(result.getTotalAssertions());
            return String.join("\t", result.isCompliant() ? "PASS" : "FAIL", rules, checks, String.join(" ", failed));
        } catch (Exception | StackOverflowError | OutOfMemoryError error) {
            return String.join("\t", "ERROR", rules, "0", error.toString().replaceAll("\\s+", " "));
        }
    }

    /** The profile of a flavour: PDFUA-1.xml, PDFA-2A.xml and so on. */
    private static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String[] parts = flavour.name().split("_", 2);
        String name = parts[0] + "-" + parts[1].replace("_", "");
        Document document;
        try (InputStream data = VeraRunner.class.getResourceAsStream(PROFILES + name + ".xml")) {
            document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(data);
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : inside(document.getDocumentElement(), "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : inside(document.getDocumentElement(), "variable")) {
            variables.add(Profiles.variableFromValues(
                    variable.getAttribute("name"),
                    variable.getAttribute("object"),
                    text(variable, "defaultValue"),
                    text(variable, "value")));
        }
        return Profiles.profileFromValues(
                flavour, Profiles.profileDetailsFromValues(name, name, "", new Date()), "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = inside(rule, "id").get(0);
        Element error = inside(rule, "error").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : inside(error, "argument")) {
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), null, null));
        }
        RuleId number = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"),
                Integer.parseInt(id.getAttribute("testNumber")));
        ErrorDetails details = Profiles.errorFromValues(text(error, "message"), arguments);
        return Profiles.ruleFromValues(
                number,
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.hasAttribute("tags") ? rule.getAttribute("tags") : null,
                text(rule, "description"),
                text(rule, "test"),
                details,
                Collections.emptyList());
    }

    private static List<Element> inside(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        List<Element> found = inside(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private VeraRunner() {}
}
