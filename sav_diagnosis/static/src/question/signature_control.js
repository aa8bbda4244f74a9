import {Component} from "@odoo/owl";
import {SignatureDialog} from "@web/core/signature/signature_dialog";
import {controlProps} from "./control_props";
import {useService} from "@web/core/utils/hooks";

/** A signature drawn on the screen; `onSign(name, picture)` keeps it. */
export class SignatureControl extends Component {
    static template = "sav_diagnosis.SignatureControl";
    static props = {...controlProps, onSign: Function};

    setup() {
        this.dialog = useService("dialog");
    }

    onOpen() {
        this.dialog.add(SignatureDialog, {
            defaultName: "",
            nameAndSignatureProps: {mode: "draw", displaySignatureRatio: 2},
            uploadSignature: ({name, signatureImage}) =>
                this.props.onSign(name, signatureImage.split(",")[1] ?? ""),
        });
    }
}
